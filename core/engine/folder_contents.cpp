#include "core/engine/folder_contents.h"

#include "core/base/os/file.h"
#include "core/image/dicom_series.h"
#include "core/image/image_io.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <chrono>
#include <map>
#include <set>

namespace tessera::engine {
namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

bool existsBeside(const fs::path& path, const std::string& name) {
    std::error_code ignored;
    return fs::exists(path.parent_path() / name, ignored);
}

bool isOwnOutput(const fs::path& path) {
    const std::string stem = imageStem(path);
    for (const std::string suffix : {"_dseg", "_agreement", "_coverage"}) {
        if (stem.ends_with(suffix) && existsBeside(path, stem.substr(0, stem.size() - suffix.size()) + "_run.json")) {
            return true;
        }
    }
    if (stem.ends_with("_dseg")) {
        return existsBeside(path, stem + ".tsv");
    }
    // X.nii.gz with X_dseg.tsv is a label map, unless that is the table of a segmented X
    return existsBeside(path, stem + "_dseg.tsv") && !existsBeside(path, stem + "_dseg.nii.gz");
}

/// Is it a derivative by its own word? What can't be read is taken for a dataset of scans.
bool isDerivative(const fs::path& description) {
    try {
        const auto json = nlohmann::json::parse(os::readFile(description, 1 << 20));
        return json.is_object() && json.value("DatasetType", std::string()) == "derivative";
    } catch (const std::exception&) {
        return false;
    }
}

/// A file name with # for each number in it: "IM#" for all slices of a series, whatever a scanner calls them.
std::string shapeOf(const fs::path& path) {
    std::string out;
    for (const char c : path.filename().string()) {
        const bool isDigit = c >= '0' && c <= '9';
        if (!isDigit) {
            out += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
        } else if (!out.ends_with('#')) {
            out += '#';
        }
    }
    return out;
}

bool isBidsT1(const fs::path& path) {
    const std::string name = path.filename().string();
    return name.ends_with("_T1w.nii") || name.ends_with("_T1w.nii.gz");
}

/// A walk through the folders.
class Walk {
  public:
    using Counts = std::map<std::string, std::size_t>;

    Walk(const fs::path& outputFolder, Progress& progress)
        : m_output(canonicalPath(outputFolder)), m_progress(progress), m_said(Clock::now()) {}

    /// @param ignored the images that aren't wanted of the BIDS dataset around `folder`, by suffix; null outside of one
    void visit(const fs::path& folder, bool isRoot, Counts* ignored) {
        std::vector<fs::directory_entry> folders, files;
        if (!list(folder, folders, files)) {
            return;
        }
        const fs::path description = folder / "dataset_description.json";
        const bool isDataset = isFile(description);
        if (isDataset && !isRoot && isDerivative(description)) {
            return;
        }
        Counts own;
        ignored = isDataset ? &own : ignored;
        for (const fs::directory_entry& file : files) {
            say();
            if (ignored != nullptr) {
                addFromDataset(file.path(), *ignored);
            } else {
                add(file.path());
            }
        }
        addSlices();
        for (const fs::directory_entry& child : folders) {
            if (isWanted(child.path(), ignored != nullptr)) {
                visit(child.path(), false, ignored);
            }
        }
        if (!own.empty()) {
            note(folder, own);
        }
    }

    FolderContents take() {
        leaveOutDataFiles();
        std::sort(m_out.images.begin(), m_out.images.end());
        std::sort(m_out.dicom.begin(), m_out.dicom.end());
        return std::move(m_out);
    }

  private:
    static bool isFile(const fs::path& path) {
        std::error_code ignored;
        return fs::is_regular_file(path, ignored);
    }

    bool list(const fs::path& folder, std::vector<fs::directory_entry>& folders,
              std::vector<fs::directory_entry>& files) {
        std::error_code code;
        fs::directory_iterator entries(folder, code);
        for (; !code && entries != fs::directory_iterator(); entries.increment(code)) {
            std::error_code ignored;
            if (entries->path().filename().string().starts_with(".")) {
                continue;
            }
            if (!entries->is_directory(ignored)) {
                files.push_back(*entries);
            } else if (!entries->is_symlink(ignored)) {
                folders.push_back(*entries);
            }
        }
        if (code) {
            m_out.problems.emplace_back(ErrorCode::FileUnreadable,
                                        std::vector<std::string>{folder.string(), code.message()});
        }
        std::sort(folders.begin(), folders.end());
        std::sort(files.begin(), files.end());
        return !code;
    }

    [[nodiscard]] bool isWanted(const fs::path& folder, bool inDataset) const {
        const std::string name = folder.filename().string();
        return name != "derivatives" && !(inDataset && (name == "sourcedata" || name == "code" || name == "stimuli")) &&
               canonicalPath(folder) != m_output;
    }

    void add(const fs::path& file) {
        if (hasImageName(file)) {
            if (isFile(file) && !isOwnOutput(file)) {
                m_out.images.push_back(file);
            }
        } else if (isFile(file)) {
            m_others.push_back(file);
        }
    }

    void addSlices() {
        const std::vector<fs::path> slices = slicesAmong(m_others);
        m_out.dicom.insert(m_out.dicom.end(), slices.begin(), slices.end());
        m_others.clear();
    }

    void addFromDataset(const fs::path& file, Counts& ignored) {
        if (!isFile(file)) {
            return;
        }
        if (!hasImageName(file)) {
            if (isDicomFile(file)) {
                ++ignored["DICOM"];
            }
        } else if (isOwnOutput(file)) {
            return;
        } else if (isBidsT1(file)) {
            m_out.images.push_back(file);
        } else {
            const std::string stem = imageStem(file);
            ++ignored[stem.substr(stem.rfind('_') + 1)]; // the whole stem if there is no _
        }
    }

    void note(const fs::path& dataset, const Counts& ignored) {
        std::string text = dataset.string() + ": of this BIDS dataset only the T1w images are used, not ";
        for (const auto& [suffix, count] : ignored) {
            text += (text.ends_with("not ") ? "" : ", ") + std::to_string(count) + " " + suffix;
        }
        m_out.notes.push_back(text + ".");
    }

    /// The voxels of a detached header may have a name that is an image's, too.
    void leaveOutDataFiles() {
        std::set<fs::path> data;
        for (const fs::path& image : m_out.images) {
            m_progress.throwIfCancelled();
            const std::vector<fs::path> files = filesOfImage(image);
            std::transform(files.begin() + 1, files.end(), std::inserter(data, data.end()), canonicalPath);
        }
        std::erase_if(m_out.images, [&](const fs::path& image) {
            const bool isData = data.contains(canonicalPath(image));
            if (isData) {
                m_out.notes.push_back(image.string() +
                                      ": left out, another file's header says that it holds its voxels.");
            }
            return isData;
        });
    }

    void say() {
        ++m_files;
        m_progress.throwIfCancelled();
        if (const auto now = Clock::now(); now - m_said > std::chrono::milliseconds(200)) {
            m_said = now;
            (void)m_progress.subtask(0, "listing (" + std::to_string(m_files) + " files)");
        }
    }

    fs::path m_output;
    Progress& m_progress;
    Clock::time_point m_said;
    std::size_t m_files = 0;
    std::vector<fs::path> m_others; // that aren't images by name, of the folder that is being looked through
    FolderContents m_out;
};

} // namespace

FolderContents listFolder(const fs::path& folder, const fs::path& outputFolder, Progress& progress) {
    Walk walk(outputFolder, progress);
    walk.visit(folder, true, nullptr);
    return walk.take();
}

std::vector<fs::path> slicesAmong(const std::vector<fs::path>& files) {
    std::vector<fs::path> slices, rest;
    std::set<std::string> shapes;
    for (const fs::path& file : files) {
        if (isDicomFile(file)) {
            slices.push_back(file);
            shapes.insert(shapeOf(file));
        } else {
            rest.push_back(file);
        }
    }
    if (!slices.empty()) {
        std::copy_if(rest.begin(), rest.end(), std::back_inserter(slices), [&shapes](const fs::path& file) {
            const std::string shape = shapeOf(file);
            return shapes.contains(shape) || shape.ends_with(".dcm") || shape.ends_with(".ima");
        });
    }
    return slices;
}

fs::path canonicalPath(const fs::path& path) {
    std::error_code code;
    const fs::path out = fs::weakly_canonical(path, code);
    return code ? path : out;
}

} // namespace tessera::engine
