#include "core/engine/scheduler/device_spec.h"

#include "core/base/error.h"

#include <charconv>
#include <cmath>
#include <map>
#include <set>

namespace tessera::scheduler {
namespace {

constexpr Bytes kContextBytes = 300 * kMebi; // of a CUDA context with the libraries of a network, about
constexpr Seconds kProcessSeconds = 0.5;     // of a program of ours; Python with its framework takes longer
constexpr double kMostNumber = 1e6;

[[noreturn]] void refuse(std::string_view part, const std::string& why) {
    throw Error(ErrorCode::Usage, {"devices: \"" + std::string(part) + "\": " + why});
}

/// A part of the specification that is read from its beginning.
class Reader {
  public:
    explicit Reader(std::string_view text) : m_all(text), m_rest(text) {}

    [[nodiscard]] bool done() const { return m_rest.empty(); }
    [[nodiscard]] bool startsWithDigit() const { return !done() && m_rest[0] >= '0' && m_rest[0] <= '9'; }
    bool take(std::string_view text) {
        const bool here = m_rest.starts_with(text);
        m_rest.remove_prefix(here ? text.size() : 0);
        return here;
    }
    [[noreturn]] void fail(const std::string& why) const { refuse(m_all, why); }
    [[nodiscard]] std::string_view rest() const { return m_rest; }

    /// A whole number within limits.
    std::uint64_t whole(const char* what, std::uint64_t least, std::uint64_t most) {
        std::uint64_t value = 0;
        const auto [end, code] = std::from_chars(m_rest.data(), m_rest.data() + m_rest.size(), value);
        if (code != std::errc() || value < least || value > most) {
            fail(std::string(what) + " must be a whole number from " + std::to_string(least) + " to " +
                 std::to_string(most));
        }
        m_rest.remove_prefix(static_cast<std::size_t>(end - m_rest.data()));
        return value;
    }
    /// A number above 0 (or from 0).
    double number(const char* what, bool zero = false) {
        double value = 0;
        const auto [end, code] =
            std::from_chars(m_rest.data(), m_rest.data() + m_rest.size(), value, std::chars_format::fixed);
        if (code != std::errc() || !startsWithDigit() || !std::isfinite(value) || value > kMostNumber ||
            (zero ? value < 0 : value <= 0)) {
            fail(std::string(what) + " must be a number " + (zero ? "from 0" : "above 0") + ", at most 1000000");
        }
        m_rest.remove_prefix(static_cast<std::size_t>(end - m_rest.data()));
        return value;
    }
    Bytes size() {
        const double value = number("memory");
        const Bytes unit = take("g") ? kGibi : take("m") ? kMebi : 0;
        const double bytes = value * static_cast<double>(unit);
        if (unit == 0 || bytes < static_cast<double>(kMebi) || bytes > 1e6 * static_cast<double>(kGibi)) {
            fail("memory is written as in 11g (GiB) or 6144m (MiB)");
        }
        return static_cast<Bytes>(bytes);
    }
    Moment when() {
        const std::string_view text = m_rest.substr(0, m_rest.find(':'));
        if (text.ends_with('s')) {
            const double seconds = number("a time", true);
            take("s");
            return {seconds, {}};
        }
        return {{}, whole("a tile's number", 1, 1000000000)};
    }
    void end() const {
        if (!done()) {
            fail("\"" + std::string(m_rest) + "\" isn't understood");
        }
    }

  private:
    std::string_view m_all, m_rest;
};

std::vector<std::string_view> split(std::string_view text, char separator) {
    std::vector<std::string_view> out;
    for (;;) {
        const std::size_t at = text.find(separator);
        out.push_back(text.substr(0, at));
        if (at == std::string_view::npos) {
            return out;
        }
        text.remove_prefix(at + 1);
    }
}

void readSpeed(Reader& reader, DeviceDescription& device) {
    if (reader.take("@")) {
        device.speed = reader.number("the speed");
    }
}

DeviceDescription readCpu(Reader& reader) {
    DeviceDescription out;
    out.kind = DeviceKind::Cpu;
    out.lanes = 1; // a tile uses all threads
    out.interference = 0;
    out.speed = 0;
    out.processSeconds = kProcessSeconds;
    if (reader.startsWithDigit()) {
        out.threads = static_cast<int>(reader.whole("the number of threads", 1, 4096));
    }
    if (reader.take("-")) {
        out.capacity = reader.size();
    }
    readSpeed(reader, out);
    return out;
}

DeviceDescription readCuda(Reader& reader) {
    DeviceDescription out;
    out.kind = DeviceKind::Cuda;
    out.speed = 0;
    out.contextBytes = kContextBytes;
    out.processSeconds = kProcessSeconds;
    if (reader.take(":") || reader.startsWithDigit()) {
        out.gpu = static_cast<int>(reader.whole("the GPU's index", 0, 1023));
    }
    return out;
}

DeviceDescription readEmulated(Reader& reader) {
    DeviceDescription out;
    out.kind = DeviceKind::Emulated;
    out.contextBytes = kContextBytes;
    out.processSeconds = kProcessSeconds;
    if (!reader.take("-")) {
        reader.fail("an emulated device needs its memory, as in k40-11g");
    }
    out.capacity = reader.size();
    readSpeed(reader, out);
    return out;
}

/// Options that only some devices know; false if it isn't one of them.
bool readFault(Reader& reader, DeviceDescription& device) {
    if (device.kind != DeviceKind::Emulated) {
        return false;
    }
    FaultPlan& faults = device.faults;
    if (reader.take("oom=")) {
        faults.outOfMemory.push_back(reader.whole("a tile's number", 1, 1000000000));
    } else if (reader.take("slow=")) {
        FaultPlan::SlowDown slow{reader.number("the speed"), {}};
        if (!reader.take(":")) {
            reader.fail("a slow-down says when, as in slow=0.5:60s or slow=0.5:12");
        }
        slow.when = reader.when();
        faults.slowDowns.push_back(slow);
    } else if (reader.take("lost=")) {
        if (faults.disappears) {
            reader.fail("a device disappears once only");
        }
        faults.disappears = reader.when();
    } else if (reader.take("tenant=")) {
        FaultPlan::Tenant tenant{reader.size(), 0};
        if (!reader.take(":")) {
            reader.fail("a tenant says when it comes, as in tenant=5g:300s");
        }
        tenant.from = reader.number("a time", true);
        if (!reader.take("s")) {
            reader.fail("a tenant comes at a time in seconds, as in tenant=5g:300s");
        }
        faults.tenants.push_back(tenant);
    } else {
        return false;
    }
    return true;
}

void readOption(std::string_view text, DeviceDescription& device) {
    Reader reader(text);
    if (reader.take("lanes=")) {
        device.lanes = static_cast<int>(reader.whole("the number of lanes", 1, kMostLanes));
    } else if (text == "process") {
        reader.take(text);
        device.laneKind = LaneKind::Process;
    } else if (text == "bf16") {
        reader.take(text);
        device.precision = Precision::Bf16;
    } else if (device.kind == DeviceKind::Cpu && reader.take("node=")) {
        device.numaNode = static_cast<int>(reader.whole("the NUMA node", 0, 1023));
    } else if (!readFault(reader, device)) {
        const std::string some = "isn't an option of this device. There are lanes=N, process, bf16";
        reader.fail(device.kind == DeviceKind::Emulated
                        ? some + ", oom=TILE, slow=FACTOR:WHEN, lost=WHEN, tenant=SIZE:TIMEs"
                    : device.kind == DeviceKind::Cpu ? some + ", node=N"
                                                     : some);
    }
    reader.end();
}

std::vector<DeviceDescription> readGroup(std::string_view group) {
    const std::vector<std::string_view> parts = split(group, '+');
    Reader reader(parts.front());
    std::uint64_t count = 1;
    if (reader.startsWithDigit()) {
        count = reader.whole("the number of devices", 1, kMostDevices);
        if (!reader.take("x")) {
            reader.fail("a number of devices is followed by x, as in 3xk40-11g");
        }
    }
    const std::string name(reader.rest());
    DeviceDescription device;
    if (reader.take("cpu")) {
        device = readCpu(reader);
    } else if (reader.take("cuda")) {
        device = readCuda(reader);
    } else if (reader.take("k40") || reader.take("emu")) {
        device = readEmulated(reader);
    } else {
        reader.fail("isn't a device. There are k40-SIZE and emu-SIZE (emulated), cpuTHREADS and cuda, as in "
                    "3xk40-11g,1xcpu16");
    }
    reader.end();
    device.name = name;
    for (std::size_t i = 1; i < parts.size(); ++i) {
        readOption(parts[i], device);
    }
    if (count > 1 && device.gpu >= 0) {
        refuse(group, "one GPU can't be several devices");
    }
    return std::vector<DeviceDescription>(count, device);
}

} // namespace

std::vector<DeviceDescription> parseDeviceSpec(std::string_view spec) {
    std::vector<DeviceDescription> out;
    for (const std::string_view group : split(spec, ',')) {
        const auto devices = readGroup(group);
        out.insert(out.end(), devices.begin(), devices.end());
        if (out.size() > kMostDevices) {
            refuse(spec, "these are more than " + std::to_string(kMostDevices) + " devices");
        }
    }
    std::map<std::string, int> count, number;
    std::set<int> gpus;
    for (const DeviceDescription& device : out) {
        ++count[device.name];
        if (device.gpu >= 0 && !gpus.insert(device.gpu).second) {
            refuse(device.name, "one GPU can't be several devices");
        }
    }
    for (DeviceDescription& device : out) {
        if (count[device.name] > 1) {
            device.name += "." + std::to_string(++number[device.name]);
        }
    }
    return out;
}

} // namespace tessera::scheduler
