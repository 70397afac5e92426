#include "core/model/tfjs_weights.h"

#include "core/base/error.h"
#include "core/base/os/file.h"
#include "core/model/half_float.h"
#include "core/model/model_json.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <set>

namespace tessera::model {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::int64_t kMostValues = std::int64_t{1} << 27;    ///< of one tensor; MeshNets have 10^4
constexpr std::uint64_t kMostBytes = std::uint64_t{256} << 20; ///< of all tensors in memory

enum class Stored { Float32, Float16, Byte, Short };

/// How one tensor lies in its file.
struct Entry {
    std::string name;
    std::vector<std::int64_t> shape;
    std::size_t values = 0;
    Stored type = Stored::Float32;
    double scale = 1, min = 0; ///< value = scale * stored + min

    [[nodiscard]] std::uint64_t bytes() const {
        return values * (type == Stored::Float32 ? 4U : type == Stored::Byte ? 1U : 2U);
    }
};

template <typename T>
T at(const char* bytes, std::size_t index) {
    T value{};
    std::memcpy(&value, bytes + index * sizeof(T), sizeof(T)); // little-endian, as the machines that this runs on
    return value;
}

class WeightReader {
  public:
    WeightReader(const std::filesystem::path& folder, const std::string& name) : m_folder(folder), m_name(name) {}

    void read(const Json& manifest) {
        std::vector<std::vector<Entry>> groups;
        std::uint64_t bytes = 0;
        for (const Json& group : manifest) {
            groups.emplace_back();
            for (const Json& weight : group.at("weights")) {
                groups.back().push_back(entryOf(weight));
                bytes += groups.back().back().values * sizeof(float); // whatever they are stored as
                if (bytes > kMostBytes) {
                    fail("its weights have more than " + std::to_string(kMostBytes >> 20) + " MiB as float32");
                }
            }
        }
        auto entries = groups.begin();
        for (const Json& group : manifest) {
            readGroup(group.at("paths"), *entries++);
        }
    }

    [[nodiscard]] std::map<std::string, FloatTensor> take() { return std::move(m_tensors); }

  private:
    [[noreturn]] void fail(const std::string& reason) const { throw Error(ErrorCode::ModelInvalid, {m_name, reason}); }

    void readGroup(const Json& paths, const std::vector<Entry>& entries) {
        std::uint64_t needed = 0;
        for (const Entry& entry : entries) {
            needed += entry.bytes();
        }
        const std::string bytes = readFiles(paths, needed);
        std::size_t offset = 0;
        for (const Entry& entry : entries) {
            FloatTensor tensor{{entry.name, entry.shape}, valuesOf(entry, bytes.data() + offset)};
            offset += entry.bytes();
            if (!m_tensors.emplace(entry.name, std::move(tensor)).second) {
                fail("the weights " + shortened(entry.name) + " occur twice");
            }
        }
    }

    [[nodiscard]] Entry entryOf(const Json& weight) const {
        Entry entry;
        entry.name = weight.at("name").get<std::string>();
        const std::string what = "the weights " + shortened(entry.name);
        std::int64_t values = 1;
        for (const Json& size : weight.at("shape")) {
            entry.shape.push_back(wholeNumber(size, 1, kMostValues, m_name, "a size of " + what));
            values *= entry.shape.back(); // both factors are at most 2^27
            if (values > kMostValues || entry.shape.size() > 8) {
                fail(what + " have too many values");
            }
        }
        entry.values = static_cast<std::size_t>(values);
        const std::string type = weight.at("dtype").get<std::string>();
        if (type != "float32") {
            fail(what + " are of type " + shortened(type) + ", not float32");
        }
        if (weight.contains("quantization")) {
            quantise(weight.at("quantization"), entry, what);
        }
        return entry;
    }

    void quantise(const Json& json, Entry& entry, const std::string& what) const {
        const std::string type = json.at("dtype").get<std::string>();
        if (type == "float16") {
            entry.type = Stored::Float16;
            return;
        }
        if (type != "uint8" && type != "uint16") {
            fail(what + " are quantised to " + shortened(type) + ", not uint8, uint16 or float16");
        }
        entry.type = type == "uint8" ? Stored::Byte : Stored::Short;
        entry.scale = json.at("scale").get<double>();
        entry.min = json.at("min").get<double>();
    }

    /// The joined bytes of a group's files, which must be exactly `needed`.
    [[nodiscard]] std::string readFiles(const Json& paths, std::uint64_t needed) {
        std::vector<std::filesystem::path> files;
        std::uint64_t found = 0;
        for (const Json& path : paths) {
            const std::string file = path.get<std::string>();
            if (file.empty() || file == "." || file == ".." ||
                file.find_first_of(std::string_view("/\\\0", 3)) != std::string::npos) {
                throw Error(ErrorCode::DataFileOutside, {m_name, shortened(file)});
            }
            if (!m_files.insert(file).second) {
                fail("it names the weight file " + shortened(file) + " twice");
            }
            files.push_back(m_folder / file);
            found += os::InputFile(files.back()).size();
        }
        if (found != needed) {
            fail("its weight files have " + std::to_string(found) + " bytes, its tensors " + std::to_string(needed));
        }
        std::string bytes;
        for (const std::filesystem::path& file : files) {
            bytes += os::readFile(file, needed);
        }
        if (bytes.size() != needed) {
            fail("its weight files changed while they were read");
        }
        return bytes;
    }

    [[nodiscard]] std::vector<float> valuesOf(const Entry& entry, const char* bytes) const {
        std::vector<float> out(entry.values);
        for (std::size_t i = 0; i < entry.values; ++i) {
            switch (entry.type) {
            case Stored::Float32:
                out[i] = at<float>(bytes, i);
                break;
            case Stored::Float16:
                out[i] = fromHalf(at<std::uint16_t>(bytes, i));
                break;
            case Stored::Byte:
                out[i] = static_cast<float>(entry.scale * at<std::uint8_t>(bytes, i) + entry.min);
                break;
            case Stored::Short:
                out[i] = static_cast<float>(entry.scale * at<std::uint16_t>(bytes, i) + entry.min);
                break;
            }
        }
        if (!std::all_of(out.begin(), out.end(), [](float value) { return std::isfinite(value); })) {
            fail("the weights " + shortened(entry.name) + " hold NaN or infinity");
        }
        return out;
    }

    const std::filesystem::path& m_folder;
    const std::string& m_name;
    std::map<std::string, FloatTensor> m_tensors;
    std::set<std::string> m_files;
};

} // namespace

std::int64_t wholeNumber(const Json& json, std::int64_t least, std::int64_t most, const std::string& name,
                         const std::string& what) {
    const double value = json.is_number() ? json.get<double>() : NAN;
    if (!(value >= static_cast<double>(least) && value <= static_cast<double>(most) && value == std::floor(value))) {
        throw Error(ErrorCode::ModelInvalid, {name, what + " is " + quoted(json) + ", not a whole number from " +
                                                        std::to_string(least) + " to " + std::to_string(most)});
    }
    return static_cast<std::int64_t>(value);
}

std::map<std::string, FloatTensor> readTfjsWeights(const Json& manifest, const std::filesystem::path& folder,
                                                   const std::string& name) {
    WeightReader reader(folder, name);
    reader.read(manifest);
    return reader.take();
}

} // namespace tessera::model
