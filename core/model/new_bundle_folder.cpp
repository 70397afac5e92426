#include "core/model/new_bundle_folder.h"

#include "core/base/error.h"
#include "core/base/os/file.h"

namespace tessera::model {

namespace fs = std::filesystem;

NewBundleFolder::NewBundleFolder(const fs::path& folder) : m_folder(folder) {
    std::error_code ignored;
    m_made = !fs::exists(folder, ignored);
    if (!m_made && !(fs::is_directory(folder, ignored) && fs::is_empty(folder, ignored))) {
        throw Error(ErrorCode::WriteFailed, {folder.string(), "it is there already and isn't an empty folder"});
    }
    os::makeFolder(folder);
}

NewBundleFolder::~NewBundleFolder() {
    std::error_code ignored;
    for (const std::string& file : m_files) {
        fs::remove(m_folder / file, ignored);
    }
    if (m_made) {
        fs::remove(m_folder, ignored); // only if it is empty
    }
}

fs::path NewBundleFolder::add(const std::string& file) {
    m_files.push_back(file);
    return m_folder / file;
}

void NewBundleFolder::addTemplateOf(const Bundle& like) {
    for (const std::string& file : {like.templateImage, like.templateMask}) {
        os::writeFileAtomically(add(file), os::readFile(like.checkedFile(file)));
    }
}

void NewBundleFolder::finish(const Bundle& bundle) {
    writeManifest(bundle, m_files);
    m_files.clear();
    m_made = false;
}

} // namespace tessera::model
