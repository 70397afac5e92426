#include "core/engine/result_files.h"

#include "core/base/error.h"
#include "core/base/os/file.h"
#include "core/base/os/process.h"
#include "core/base/sha256.h"
#include "core/engine/stage_clock.h"
#include "core/image/image_io.h"
#include "core/labels/label_files.h"

namespace tessera::engine {
namespace {

/// The encoded files of a result in the order in which they appear.
class ResultWriter {
  public:
    explicit ResultWriter(RunRecord& record) : m_record(record) {}

    void add(const char* name, const std::filesystem::path& path, std::span<const std::byte> bytes) {
        m_record.outputs[name] = {path.filename().string(), sha256OfBytes(bytes)};
        put(path, bytes);
    }
    void add(const char* name, const std::filesystem::path& path, const std::string& text) {
        add(name, path, std::as_bytes(std::span(text)));
    }
    void addRecord(const std::filesystem::path& path) {
        const std::string text = writeRunRecord(m_record);
        put(path, std::as_bytes(std::span(text)));
    }
    /// An earlier result under the same name stops being one (its record goes) before its files change.
    void commit(const std::vector<std::filesystem::path>& earlier) { os::commitAll(m_files, earlier); }

  private:
    void put(const std::filesystem::path& path, std::span<const std::byte> bytes) {
        m_files.push_back(std::make_unique<os::AtomicFile>(path));
        m_files.back()->write(bytes);
    }

    RunRecord& m_record;
    std::vector<std::unique_ptr<os::AtomicFile>> m_files;
};

void describeResult(const ScanResult& result, RunRecord& record) {
    record.state = quantify::stateName(result.quality.state);
    record.laterality = quantify::lateralityName(result.laterality);
    for (const quantify::Finding& reason : result.quality.reasons) {
        record.reasons.push_back({reason.code, reason.sentence});
    }
    for (const quantify::Finding& notice : result.quality.notices) {
        record.notices.push_back(notice.sentence);
    }
    record.notices.insert(record.notices.end(), result.warnings.begin(), result.warnings.end());
    record.templateFromScan = result.templateFromScan;
    record.registration = {{"coverage", result.registration.coverage},
                           {"correlation", result.registration.correlation},
                           {"mutual_information", result.registration.information},
                           {"smallest_scale", result.registration.scales[2]},
                           {"largest_scale", result.registration.scales[0]},
                           {"determinant", result.templateFromScan.determinant()}};
}

/// The record of a result that is there already and whole: every file has the SHA-256 that the record states.
std::optional<RunRecord> existingResult(const OutputFiles& files) {
    try {
        RunRecord record = readRunRecord(files.run);
        for (const auto& [name, output] : record.outputs) {
            if (sha256OfFile(files.run.parent_path() / output.file) != output.sha256) {
                return std::nullopt;
            }
        }
        const std::size_t votes = record.outputs.contains("agreement") ? 2 : 0; // a whole-volume model has none
        return record.outputs.size() + 1 == files.all().size() - 2 + votes ? std::optional(std::move(record))
                                                                           : std::nullopt;
    } catch (const Error&) {
        return std::nullopt;
    }
}

bool anyExists(const OutputFiles& files) {
    std::error_code ignored;
    for (const std::filesystem::path& file : files.all()) {
        if (std::filesystem::exists(file, ignored)) {
            return true;
        }
    }
    return false;
}

} // namespace

std::optional<RunRecord> identicalResult(const OutputFiles& files, const RunRecord& wanted, bool overwrite) {
    if (!anyExists(files)) {
        return std::nullopt;
    }
    auto existing = existingResult(files);
    const std::string difference =
        existing ? differenceBetween(*existing, wanted) : "incomplete or changed since it was made";
    if (difference.empty()) {
        return existing;
    }
    if (!overwrite) {
        throw Error(ErrorCode::OutputExists, {files.run.string(), difference});
    }
    return std::nullopt;
}

void writeResult(const OutputFiles& files, const ScanResult& result, const model::Bundle& bundle, RunRecord& record,
                 const std::function<void()>& beforeCommit, Progress& progress) {
    Progress part = progress.subtask(1, "writing");
    os::makeFolder(files.run.parent_path());
    describeResult(result, record);
    const Geometry& grid = result.labels.geometry;
    ResultWriter writer(record);
    std::vector<RunRecord::Stage> stages;
    {
        const StageClock clock(stages, "write");
        writer.add("dseg", files.dseg, encodeNifti(grid, compactLabels(result.labels.labels), Intent::Label, true));
        part.update(0.3);
        writer.add("label_table", files.table, labels::dsegTsv(bundle.labels));
        if (!result.agreement.voxels.empty()) {
            writer.add("agreement", files.agreement, encodeNifti(grid, result.agreement.voxels, Intent::None, true));
            part.update(0.8);
            writer.add("coverage", files.coverage, encodeNifti(grid, result.coverage, Intent::None, true));
        }
        writer.add("volumes_csv", files.csv, quantify::volumesCsv(result.measurement, result.measuredTable));
        writer.add("volumes_tsv", files.tsv,
                   quantify::volumesTsv(result.measurement, result.measuredTable, result.laterality));
        writer.add("volumes_json", files.json,
                   quantify::volumesJson(result.measurement, result.measuredTable, result.quality, result.laterality,
                                         result.intracranial));
    }
    record.stages = result.stages;
    record.stages.insert(record.stages.end(), stages.begin(), stages.end());
    record.finished = os::utcNow();
    part.throwIfCancelled();
    writer.addRecord(files.run);
    beforeCommit();
    writer.commit({files.run, files.agreement, files.coverage});
    part.update(1);
}

void describeInput(const Input& scan, RunRecord& record) {
    record.dicomSeries = !scan.slices.empty();
    record.options.orientation = scan.read.orientation;
    record.inputs.clear();
    for (const std::filesystem::path& file : filesOf(scan)) {
        const std::uint64_t bytes = os::InputFile(file).size();
        record.inputs.push_back({std::filesystem::absolute(file).string(), sha256OfFile(file), bytes});
    }
}

Input inputOf(const RunRecord& record) {
    const std::filesystem::path first = record.inputs.front().path;
    Input out{.file = first, .name = record.name, .read = {record.options.orientation}};
    if (record.dicomSeries) {
        out.file = record.inputs.size() == 1 ? first : first.parent_path();
        for (const RunRecord::InputFile& file : record.inputs) {
            out.slices.emplace_back(file.path);
        }
    }
    return out;
}

} // namespace tessera::engine
