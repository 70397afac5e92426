#pragma once

#include "tests/support/cli_process.h"
#include "tests/support/nifti_builder.h"

#include <QtTest>

/// What the tests of the commands that work on files share.

#define EXPECT_EXIT(result, expected) QVERIFY2((result).code == (expected), (result).text().c_str())
/// Exit code, and one line of error that names `text`.
#define EXPECT_SENTENCE(result, expected, phrase)                                                                      \
    do {                                                                                                               \
        const tessera::test::CliResult sentence = (result);                                                            \
        QVERIFY2(sentence.code == (expected), sentence.text().c_str());                                                \
        QVERIFY2(sentence.err.find(phrase) != std::string::npos, sentence.text().c_str());                             \
        QVERIFY2(sentence.errLines().size() == 1 && sentence.errLines()[0].endsWith('.'), sentence.text().c_str());    \
        QVERIFY2(sentence.out.empty(), sentence.text().c_str());                                                       \
    } while (false)

namespace tessera::test {

/// 4 x 3 x 2 voxels of 8 mm^3: Left Amygdala (32), Right Amygdala (31), and the background.
inline NiftiBuilder smallLabels() {
    std::vector<std::uint8_t> labels(24, 0);
    labels[0] = labels[1] = labels[2] = 32;
    labels[5] = 31;
    NiftiBuilder out({4, 3, 2}, 2, 8);
    return out.setPixdim({1, 2, 2, 2, 0, 0, 0, 0}).setSform(1, {2, 0, 0, 0, 0, 2, 0, 0, 0, 0, 2, 0}).setVoxels(labels);
}

/// Rows with the names of outputs.
inline void outputNames() {
    QTest::addColumn<QString>("name");
    for (const char* name : {"out.nii", "out.nrrd", "out.mha", "out.mgz", "out.mgh", "OUT.NRRD", "OUT.NII.GZ"}) {
        QTest::newRow(name) << name;
    }
}

} // namespace tessera::test
