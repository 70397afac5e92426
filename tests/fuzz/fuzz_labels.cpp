// Label tables of all formats: what is accepted can be written in each of them and comes back with its numbers.
#include "core/base/error.h"
#include "core/labels/label_files.h"

#include <cstdlib>

namespace {

using namespace tessera;
using labels::TableFormat;

void requireRoundTrip(const labels::LabelTable& table, TableFormat format) {
    std::string text;
    try {
        text = labels::writeLabelTable(table, format);
    } catch (const Error&) {
        return; // two of its names would meet
    }
    if (labels::parseLabelTable(text, "fuzz").numberOfClass() != table.numberOfClass()) {
        std::abort();
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    try {
        const labels::LabelTable table = labels::parseLabelTable({reinterpret_cast<const char*>(data), size}, "fuzz");
        for (const TableFormat format :
             {TableFormat::Dseg, TableFormat::FreeSurfer, TableFormat::ItkSnap, TableFormat::Slicer}) {
            requireRoundTrip(table, format);
        }
    } catch (const Error&) {
        return 0;
    }
    return 0;
}
