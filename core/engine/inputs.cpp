#include "core/engine/inputs.h"

#include "core/base/error.h"
#include "core/engine/dicom_inputs.h"
#include "core/engine/folder_contents.h"
#include "core/image/image_io.h"

#include <algorithm>
#include <map>
#include <set>

namespace tessera::engine {
namespace {

namespace fs = std::filesystem;

/// `canonicalPath` of thousands of files in few folders, most of which aren't there.
class CanonicalFiles {
  public:
    fs::path of(const fs::path& file) {
        std::error_code ignored;
        if (fs::is_symlink(fs::symlink_status(file, ignored))) {
            return canonicalPath(file);
        }
        const auto [folder, isNew] = m_folders.try_emplace(file.parent_path());
        if (isNew) {
            folder->second = canonicalPath(file.parent_path());
        }
        return folder->second / file.filename();
    }

  private:
    std::map<fs::path, fs::path> m_folders;
};

/// Scans that would write over another's outputs, or over an input, become problems; the others stay.
void refuseCollisions(Inputs& found, const fs::path& outputFolder) {
    std::set<fs::path> inputs;
    for (const Input& scan : found.scans) {
        for (const fs::path& file : filesOf(scan)) {
            inputs.insert(canonicalPath(file));
        }
    }
    std::map<fs::path, fs::path> owner; // the file that each name stands for
    CanonicalFiles canonical;
    const auto check = [&](const Input& scan) {
        const OutputFiles outputs(outputFolder, scan.name);
        for (const fs::path& file : outputs.all()) {
            if (inputs.contains(canonical.of(file))) {
                throw Error(ErrorCode::OutputIsInput, {file.string()});
            }
        }
        const auto [other, isNew] = owner.emplace(scan.name, scan.file);
        if (!isNew) {
            throw Error(ErrorCode::InputCollision, {other->second.string(), scan.file.string(), outputs.dseg.string()});
        }
    };
    std::erase_if(found.scans, [&](const Input& scan) {
        try {
            check(scan);
            return false;
        } catch (const Error& error) {
            found.problems.push_back({scan.file, error});
            return true;
        }
    });
}

std::string othersNote(const fs::path& folder, const std::vector<DicomListing::Other>& others) {
    std::map<std::string, std::size_t> counts;
    for (const DicomListing::Other& other : others) {
        ++counts[other.reason];
    }
    std::string text = folder.string() + ": DICOM files that are no part of a series: ";
    for (const auto& [reason, count] : counts) {
        text += (text.ends_with(": ") ? "" : ", ") + std::to_string(count) + " (" + reason + ")";
    }
    return text + ".";
}

class Collector {
  public:
    Collector(const fs::path& outputFolder, const InputOptions& options) : m_output(outputFolder), m_options(options) {}

    void add(const fs::path& argument, Progress& progress) {
        try {
            std::error_code code;
            const fs::file_status status = fs::status(argument, code);
            if (fs::is_directory(status)) {
                addFolder(argument, progress);
            } else if (status.type() == fs::file_type::not_found) {
                throw Error(ErrorCode::FileMissing, {argument.string()});
            } else if (code) { // a loop of links, a folder that can't be entered
                throw Error(ErrorCode::FileUnreadable, {argument.string(), code.message()});
            } else if (isDicomFile(argument)) {
                const fs::path file = argument.has_parent_path() ? argument : "." / argument;
                if (!m_slices.contains(file)) { // a shell may have named every slice of a series
                    add(dicomInput(file, progress));
                }
            } else {
                const fs::path file = filesOfImage(argument).front(); // refuses names that aren't an image's
                add({.file = file, .name = imageStem(file)});
            }
        } catch (const Error& error) {
            fail(argument, error);
        }
    }

    Inputs take() { return std::move(m_out); }

  private:
    void addFolder(const fs::path& folder, Progress& progress) {
        FolderContents contents = listFolder(folder, m_output, progress);
        for (const Error& error : contents.problems) {
            fail(error.arguments().front(), error);
        }
        for (const fs::path& image : contents.images) {
            add({.file = image, .name = image.lexically_relative(folder).parent_path() / imageStem(image)});
        }
        m_out.notes.insert(m_out.notes.end(), contents.notes.begin(), contents.notes.end());
        if (!contents.dicom.empty()) {
            addStudies(folder, contents.dicom, progress);
        } else if (contents.images.empty() && contents.problems.empty()) {
            throw Error(ErrorCode::NoInputs, {folder.string()});
        }
    }

    void addStudies(const fs::path& folder, const std::vector<fs::path>& files, Progress& progress) {
        Progress part = progress.subtask(1, "reading DICOM headers");
        const DicomStudies found = listStudies(files, part);
        const DicomInputs inputs = inputsOf(found, m_options.series, folder);
        auto unclear = inputs.unclear.begin();
        for (const Error& error : inputs.problems) {
            fail(error.arguments().front(), error);
            if (error.code() == ErrorCode::SeriesUnclear) {
                m_out.problems.back().series = (unclear++)->series;
            }
        }
        for (const Input& input : inputs.scans) {
            add(input);
        }
        if (!found.others.empty()) {
            m_out.notes.push_back(othersNote(folder, found.others));
        }
        if (found.studies.empty() && found.problems.empty()) {
            throw Error(ErrorCode::NoSuitableSeries, {folder.string(), "  " + m_out.notes.back()});
        }
    }

    Input dicomInput(const fs::path& file, Progress& progress) {
        const DicomStudies alone = listStudies(std::span(&file, 1), progress);
        if (!alone.studies.empty() && alone.studies.front().series.front().size[2] > 1) {
            return inputOfFile(file, alone);
        }
        const fs::path folder = file.parent_path();
        auto known = m_folders.find(folder);
        if (known == m_folders.end()) {
            std::vector<fs::path> files;
            std::error_code code, ignored;
            for (fs::directory_iterator entry(folder, code), end; !code && entry != end; entry.increment(code)) {
                fs::path path = folder / entry->path().filename();
                if (!path.filename().string().starts_with(".") && !hasImageName(path) &&
                    entry->is_regular_file(ignored)) {
                    files.push_back(std::move(path));
                }
            }
            std::sort(files.begin(), files.end());
            known = m_folders.emplace(folder, listStudies(slicesAmong(files), progress)).first;
        }
        return inputOfFile(file, known->second);
    }

    void add(Input input) {
        if (m_seen.insert(canonicalPath(input.slices.empty() ? input.file : input.slices.front())).second) {
            m_slices.insert(input.slices.begin(), input.slices.end());
            input.read = m_options.read;
            m_out.scans.push_back(std::move(input));
        }
    }

    void fail(const fs::path& file, const Error& error) {
        if (error.code() == ErrorCode::Cancelled) {
            throw error;
        }
        m_out.problems.push_back({file, error});
    }

    fs::path m_output;
    InputOptions m_options;
    std::map<fs::path, DicomStudies> m_folders; // of DICOM files that were given
    std::set<fs::path> m_seen;
    std::set<fs::path> m_slices; // of all inputs, as they were found
    Inputs m_out;
};

} // namespace

Inputs collectInputs(std::span<const fs::path> arguments, const fs::path& outputFolder, const InputOptions& options,
                     Progress& progress) {
    Collector collector(outputFolder, options);
    for (const fs::path& argument : arguments) {
        Progress part = progress.subtask(1.0 / static_cast<double>(arguments.size()), "listing");
        collector.add(argument, part);
    }
    Inputs out = collector.take();
    refuseCollisions(out, outputFolder);
    return out;
}

Input oneInput(const fs::path& argument, const InputOptions& options, Progress progress) {
    const Inputs found = collectInputs(std::span(&argument, 1), {}, options, progress);
    if (found.scans.empty()) {
        throw found.problems.front().error;
    }
    if (found.scans.size() + found.problems.size() > 1) {
        throw Error(ErrorCode::Usage, {argument.string() + ": holds several scans. Give one of them."});
    }
    return found.scans.front();
}

} // namespace tessera::engine
