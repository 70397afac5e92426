#include "core/export/case_export.h"

#include "core/base/error.h"
#include "core/base/os/file.h"
#include "core/engine/output_files.h"
#include "core/engine/provenance.h"
#include "core/export/same_image.h"
#include "core/labels/label_files.h"
#include "core/quantify/measure.h"
#include "core/quantify/table_beside.h"
#include "core/quantify/volume_files.h"

#include <array>
#include <optional>
#include <system_error>

namespace fs = std::filesystem;

namespace tessera::exporting {
namespace {

constexpr std::array<std::string_view, kItems> kSuffixes{
    "_dseg.nii.gz", "_dseg.nrrd",   "_dseg.mgz",    "_dseg.tsv",    "_FreeSurferLUT.txt",
    "_itksnap.txt", "_slicer.ctbl", "_volumes.csv", "_volumes.tsv", "_volumes.json"};
constexpr std::uint64_t kLargestText = 256 << 20;

std::optional<labels::TableFormat> tableFormat(Item item) {
    switch (item) {
    case Item::TableDseg:
        return labels::TableFormat::Dseg;
    case Item::TableFreeSurfer:
        return labels::TableFormat::FreeSurfer;
    case Item::TableItkSnap:
        return labels::TableFormat::ItkSnap;
    case Item::TableSlicer:
        return labels::TableFormat::Slicer;
    default:
        return std::nullopt;
    }
}

/// Everything that is written comes from here; measured once, when the first of the volumes is asked for.
class Source {
  public:
    explicit Source(const fs::path& file) : m_file(file), m_map(readLabels(file)) {
        m_table = quantify::tableOf(file, m_map);
        try {
            const auto provenance = engine::provenanceOf(file, {});
            m_isResult = provenance && !provenance->isEdited;
        } catch (const Error&) {
            m_isResult = false; // a record that can't be read vouches for nothing: the map is measured
        }
    }
    [[nodiscard]] const LabelVolume& map() const { return m_map; }
    [[nodiscard]] const labels::LabelTable& table() const {
        if (!m_table) {
            throw Error(ErrorCode::LabelTableInvalid,
                        {m_file.string(), "no label table lies beside it, and its numbers are not all BrainCOLOR's"});
        }
        return *m_table;
    }
    /// Before anything is written. @throws Error{LabelTableInvalid} if one of the items needs a table that isn't there
    void require(const std::set<Item>& items) const {
        for (const Item item : items) {
            if (item > Item::LabelsMgz && finished(item).empty()) {
                (void)table();
            }
        }
    }
    [[nodiscard]] std::string volumes(Item item) {
        if (const fs::path ours = finished(item); !ours.empty()) {
            return os::readFile(ours, kLargestText);
        }
        if (!m_measurement) {
            m_measurement = quantify::measure(m_map, table());
        }
        const quantify::Laterality laterality = quantify::lateralityOf(m_map.geometry);
        if (item == Item::VolumesCsv) {
            return quantify::volumesCsv(*m_measurement, table());
        }
        if (item == Item::VolumesTsv) {
            return quantify::volumesTsv(*m_measurement, table(), laterality);
        }
        const auto quality = quantify::assess(
            *m_measurement, table(), {.laterality = laterality, .sidesDisputed = m_map.geometry.sidesDisputed});
        return quantify::volumesJson(*m_measurement, table(), quality, laterality, std::nullopt);
    }

  private:
    /// The same table of the result that the map is a part of; empty if it is of none, or isn't what the run wrote.
    [[nodiscard]] fs::path finished(Item item) const {
        if (!m_isResult) {
            return {};
        }
        const engine::OutputFiles result = *engine::OutputFiles::ofLabelMap(m_file);
        const fs::path& file = item == Item::VolumesCsv   ? result.csv
                               : item == Item::VolumesTsv ? result.tsv
                                                          : result.json;
        std::error_code ignored;
        return fs::exists(file, ignored) ? file : fs::path();
    }

    fs::path m_file;
    LabelVolume m_map;
    std::optional<labels::LabelTable> m_table;
    bool m_isResult = false; ///< of ours, as the run left it
    std::optional<quantify::Measurement> m_measurement;
};

void writeText(const fs::path& file, const std::string& text, const std::optional<labels::LabelTable>& itsTable) {
    os::AtomicFile out(file);
    out.write(text);
    const std::string back = os::readFile(out.temporary(), kLargestText);
    if (back != text) {
        throw Error(ErrorCode::FormatCannotHold, {file.string(), "its text"});
    }
    if (itsTable) {
        labels::requireSameNames(*itsTable, labels::parseLabelTable(back, file.string()), file.string());
    }
    out.commit();
}

void writeItem(Item item, const fs::path& file, Source& source) {
    if (item <= Item::LabelsMgz) {
        writeSameImage(file, source.map().geometry, compactLabels(source.map().labels), Intent::Label);
    } else if (const auto format = tableFormat(item)) {
        writeText(file, labels::writeLabelTable(source.table(), *format), source.table());
    } else {
        writeText(file, source.volumes(item), std::nullopt);
    }
}

} // namespace

std::string exportName(std::string_view stem) {
    if (stem.ends_with("_dseg")) {
        stem.remove_suffix(5);
    }
    if (stem.starts_with("sub-") && stem.ends_with("_T1w")) {
        stem.remove_suffix(4);
    }
    return std::string(stem) + "_desc-tessera";
}

fs::path fileOf(Item item, const fs::path& folder, const std::string& name) {
    return folder / (name + std::string(kSuffixes[static_cast<std::size_t>(item)]));
}

std::vector<fs::path> exportCase(const Request& request, Progress& progress) {
    std::vector<fs::path> files;
    for (const Item item : request.items) {
        const fs::path file = fileOf(item, request.folder, request.name);
        std::error_code ignored;
        if (fs::exists(file, ignored)) {
            if (os::sameFile(file, request.labels)) {
                throw Error(ErrorCode::OutputIsInput, {file.string()});
            }
            if (!request.overwrite) {
                throw Error(ErrorCode::OutputExists, {file.string(), "it would be replaced"});
            }
        }
        files.push_back(file);
    }
    Source source(request.labels);
    source.require(request.items);
    std::error_code code;
    fs::create_directories(request.folder, code);
    if (code) {
        throw Error(ErrorCode::WriteFailed, {request.folder.string(), code.message()});
    }
    std::size_t done = 0;
    for (const Item item : request.items) {
        progress.throwIfCancelled();
        writeItem(item, files[done], source);
        progress.update(static_cast<double>(++done) / static_cast<double>(files.size()));
    }
    return files;
}

} // namespace tessera::exporting
