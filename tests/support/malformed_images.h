#pragma once

#include "tests/support/malformed.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tessera::test {

/// Broken files of one format each. The sentence names the file that is broken: the header, or its data file, whose
/// path is the header's but for the extension.
[[nodiscard]] std::vector<MalformedCase> malformedNifti();
[[nodiscard]] std::vector<MalformedCase> malformedNrrd();
[[nodiscard]] std::vector<MalformedCase> malformedMetaImage();
[[nodiscard]] std::vector<MalformedCase> malformedMgh();
[[nodiscard]] std::vector<MalformedCase> malformedAnalyze();
/// All of them.
[[nodiscard]] std::vector<MalformedCase> malformedImages();

/// A case of one file.
[[nodiscard]] MalformedCase malformedFile(const std::string& name, const std::string& file, const std::string& bytes,
                                          ErrorCode code, const std::string& text = {});
/// `whole` with its only `part` replaced.
[[nodiscard]] std::string replaced(std::string whole, std::string_view part, std::string_view by);
/// A gzip or a zlib stream.
[[nodiscard]] std::string packed(const std::string& bytes, bool zlib = false);

/// Appends the cases of data files that a text header names wrongly. `header` makes a header that names a data file.
void addDataFileCases(std::vector<MalformedCase>& cases, const std::string& prefix, const std::string& file,
                      const std::function<std::string(const std::string& dataFile)>& header);

} // namespace tessera::test
