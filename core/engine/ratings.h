#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>

namespace tessera::engine {

enum class Verdict { None, Pass, Fail };
/// "pass" or "fail", as in files; empty for None.
[[nodiscard]] std::string_view verdictName(Verdict verdict);

/// What a person thinks of a result.
struct Rating {
    Verdict verdict = Verdict::None;
    std::string note{};    ///< any text, UTF-8
    std::string ratedAt{}; ///< UTC, ISO 8601
    [[nodiscard]] bool isEmpty() const { return verdict == Verdict::None && note.empty(); }
    bool operator==(const Rating&) const = default;
};

/// Which result was rated: a label map that was made anew is another one, even under the same name.
struct RatedResult {
    std::filesystem::path labels; ///< absolute
    std::string sha256;           ///< of the label map
    bool operator==(const RatedResult&) const = default;
    bool operator<(const RatedResult& other) const {
        return std::tie(labels, sha256) < std::tie(other.labels, other.sha256);
    }
};

/// The ratings of a person's results in one file (TSV: result_file, result_sha256, rating, note, rated_at). Programs
/// take turns by a lock beside the file, and each change goes into what the file holds then, so none loses another's.
/// Any thread.
class Ratings {
  public:
    /// @param file in a folder that is made (0700) with the first rating
    explicit Ratings(std::filesystem::path file) : m_file(std::move(file)) {}

    [[nodiscard]] const std::filesystem::path& file() const noexcept { return m_file; }
    /// All; none where there is no file yet. @throws Error{RatingsInvalid, FileUnreadable}
    [[nodiscard]] std::map<RatedResult, Rating> read() const;
    /// On the disk when it returns; an empty rating takes the result's rating away. Other programs are waited for.
    /// @throws as `read`, Error{WriteFailed, DiskFull}: the file is then as it was
    void store(const RatedResult& result, const Rating& rating) const;

  private:
    std::filesystem::path m_file;
};

} // namespace tessera::engine
