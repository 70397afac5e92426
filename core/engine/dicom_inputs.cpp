#include "core/engine/dicom_inputs.h"

#include "core/base/tsv.h"

#include <algorithm>
#include <map>
#include <set>

namespace tessera::engine {
namespace {

namespace fs = std::filesystem;
using SeriesList = std::vector<const DicomSeries*>;

/// The deepest folder above all of the files.
fs::path commonFolder(const std::vector<fs::path>& files) {
    fs::path common = files.front().parent_path();
    for (const fs::path& file : files) {
        const fs::path folder = file.parent_path();
        const auto [end, ignored] = std::mismatch(common.begin(), common.end(), folder.begin(), folder.end());
        fs::path shared;
        for (auto part = common.begin(); part != end; ++part) {
            shared /= *part;
        }
        common = shared;
    }
    return common;
}

SeriesList listOf(const DicomStudy& study) {
    SeriesList out;
    for (const DicomSeries& series : study.series) {
        out.push_back(&series);
    }
    return out;
}

bool isUid(const std::string& wanted) {
    return wanted.find('.') != std::string::npos;
}

SeriesList wantedOf(const DicomStudy& study, const std::string& wanted) {
    SeriesList out = listOf(study);
    std::erase_if(out, [&](const DicomSeries* series) {
        return isUid(wanted) ? series->seriesUid != wanted : parseInteger(wanted) != series->number;
    });
    return out;
}

/// The study's name as a folder below `root`, or root's own name.
fs::path nameOf(const DicomSeries& series, const fs::path& root) {
    const fs::path folder = commonFolder(series.files);
    fs::path name = folder.lexically_relative(root);
    if (name.empty() || name == ".") {
        name = fs::weakly_canonical(root).filename();
    }
    name += "_series-" + std::to_string(series.number);
    return name;
}

Input inputFor(const DicomSeries& series, const fs::path& root) {
    const bool single = series.files.size() == 1;
    return {.file = single ? series.files.front() : commonFolder(series.files),
            .name = nameOf(series, root),
            .slices = series.files};
}

/// Two studies in one folder may have series of the same number.
void tellApart(std::vector<Input>& scans) {
    std::map<fs::path, std::vector<Input*>> byName;
    for (Input& scan : scans) {
        byName[scan.name].push_back(&scan);
    }
    for (const auto& [name, same] : byName) {
        for (std::size_t i = 0; same.size() > 1 && i < same.size(); ++i) {
            same[i]->name += "_study-" + std::to_string(i + 1);
        }
    }
}

/// A slice at the end of the stack that can't be read would not be missed.
void requireWholeFiles(const DicomSeries& series, const std::vector<DicomListing::Other>& others,
                       const fs::path& folder) {
    std::set<fs::path> folders;
    for (const fs::path& file : series.files) {
        folders.insert(file.parent_path());
    }
    for (const DicomListing::Other& other : others) {
        const bool isSlice = other.damaged || !isDicomFile(other.file); // or is called like one: `slicesAmong`
        if (isSlice && folders.contains(other.file.parent_path())) {
            throw Error(ErrorCode::SlicesInvalid,
                        {folder.string(), other.file.filename().string() + " beside them is " + other.reason});
        }
    }
}

} // namespace

DicomStudies listStudies(std::span<const fs::path> files, Progress& progress) {
    DicomListing listing = listDicom(files, progress);
    DicomStudies out;
    out.others = std::move(listing.others);
    std::map<fs::path, std::set<std::string>> patients;
    for (const DicomSeries& series : listing.series) {
        for (const fs::path& file : series.files) {
            patients[file.parent_path()].insert(series.patient);
        }
    }
    std::erase_if(patients, [](const auto& folder) { return folder.second.size() < 2; });
    for (const auto& [folder, ids] : patients) {
        out.problems.emplace_back(ErrorCode::PatientsMixed,
                                  std::vector<std::string>{folder.string(), std::to_string(ids.size())});
    }
    std::map<std::pair<std::string, std::string>, std::size_t> indexOfStudy;
    for (DicomSeries& series : listing.series) {
        if (std::any_of(series.files.begin(), series.files.end(),
                        [&](const fs::path& file) { return patients.contains(file.parent_path()); })) {
            continue;
        }
        const auto [index, isNew] = indexOfStudy.try_emplace({series.patient, series.studyUid}, out.studies.size());
        if (isNew) {
            out.studies.emplace_back();
        }
        out.studies[index->second].series.push_back(std::move(series));
    }
    for (DicomStudy& study : out.studies) {
        std::vector<fs::path> all;
        for (const DicomSeries& series : study.series) {
            all.insert(all.end(), series.files.begin(), series.files.end());
        }
        study.folder = commonFolder(all);
    }
    return out;
}

std::string describeStudy(const DicomStudy& study) {
    return describeSeries(listOf(study));
}

const DicomSeries& chooseSeries(const DicomStudy& study, const std::string& wanted) {
    SeriesList among = wanted.empty() ? listOf(study) : wantedOf(study, wanted);
    if (among.empty()) {
        throw Error(ErrorCode::SeriesMissing, {study.folder.string(), wanted, describeStudy(study)});
    }
    if (!wanted.empty() && among.size() == 1) {
        return *among.front();
    }
    if (const DicomSeries* series = chooseT1(among)) {
        return *series;
    }
    std::erase_if(among, [](const DicomSeries* series) { return !series->unsuitable.empty(); });
    if (among.empty()) {
        throw Error(ErrorCode::NoSuitableSeries, {study.folder.string(), describeStudy(study)});
    }
    throw Error(ErrorCode::SeriesUnclear, {study.folder.string(), describeSeries(among)});
}

DicomInputs inputsOf(const DicomStudies& found, const std::string& wanted, const fs::path& root) {
    DicomInputs out;
    out.problems = found.problems;
    const bool uidKnown = isUid(wanted) && std::any_of(found.studies.begin(), found.studies.end(),
                                                       [&](const auto& s) { return !wantedOf(s, wanted).empty(); });
    for (const DicomStudy& study : found.studies) {
        if (uidKnown && wantedOf(study, wanted).empty()) {
            continue;
        }
        try {
            const DicomSeries& series = chooseSeries(study, wanted);
            requireWholeFiles(series, found.others, study.folder);
            out.scans.push_back(inputFor(series, root));
        } catch (const Error& error) {
            out.problems.push_back(error);
            if (error.code() == ErrorCode::SeriesUnclear) {
                out.unclear.push_back(study);
            }
        }
    }
    tellApart(out.scans);
    return out;
}

Input inputOfFile(const fs::path& file, const DicomStudies& inFolder) {
    for (const DicomStudy& study : inFolder.studies) {
        for (const DicomSeries& series : study.series) {
            if (std::find(series.files.begin(), series.files.end(), file) != series.files.end()) {
                requireWholeFiles(series, inFolder.others, study.folder);
                return inputFor(series, file.parent_path());
            }
        }
    }
    for (const DicomListing::Other& other : inFolder.others) {
        if (other.file == file) {
            throw Error(ErrorCode::NotAnImage, {file.string(), other.reason});
        }
    }
    if (!inFolder.problems.empty()) {
        throw inFolder.problems.front();
    }
    throw Error(ErrorCode::FileMissing, {file.string()}); // gone while its folder was being listed
}

} // namespace tessera::engine
