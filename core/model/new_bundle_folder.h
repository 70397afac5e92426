#pragma once

#include "core/model/bundle.h"

#include <filesystem>
#include <string>
#include <vector>

namespace tessera::model {

/// A folder in which a bundle is being made. Unless it is finished, its files go again, and so does the folder if it
/// wasn't there before: half a bundle helps nobody. One thread.
class NewBundleFolder {
  public:
    /// @throws Error{WriteFailed} if something is there already that isn't an empty folder, or it can't be made
    explicit NewBundleFolder(const std::filesystem::path& folder);
    ~NewBundleFolder();
    NewBundleFolder(const NewBundleFolder&) = delete;
    NewBundleFolder& operator=(const NewBundleFolder&) = delete;

    /// Where a file of the bundle is to be written.
    [[nodiscard]] std::filesystem::path add(const std::string& file);
    /// Copies the template and its mask of another bundle. @throws Error of its files, Error{WriteFailed, DiskFull}
    void addTemplateOf(const Bundle& like);
    /// Writes the manifest: the bundle is there. @throws Error{WriteFailed, DiskFull}
    void finish(const Bundle& bundle);

  private:
    std::filesystem::path m_folder;
    bool m_made = false;
    std::vector<std::string> m_files;
};

} // namespace tessera::model
