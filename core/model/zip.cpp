#include "core/model/zip.h"

#include "core/base/error.h"

#include <zlib.h>

#include <algorithm>
#include <bit>
#include <cstring>
#include <limits>
#include <string_view>

namespace tessera::model {
namespace {

static_assert(std::endian::native == std::endian::little, "the numbers of a zip file are read without swapping bytes");

constexpr std::uint32_t kLocalMark = 0x04034b50, kCentralMark = 0x02014b50, kEndMark = 0x06054b50,
                        kEnd64Mark = 0x06064b50, kLocator64Mark = 0x07064b50;
constexpr std::uint64_t kLocalBytes = 30, kCentralBytes = 46, kEndBytes = 22, kEnd64Bytes = 56, kLocator64Bytes = 20;
constexpr std::uint32_t kElsewhere = 0xFFFFFFFF; // the number stands in the zip64 field
constexpr unsigned kEncrypted = 1U | 1U << 6 | 1U << 13, kDescriptor = 1U << 3;
constexpr unsigned kStored = 0, kDeflated = 8;
constexpr std::uint64_t kMostDeflate = 1032; // no deflated byte can become more
constexpr std::uint64_t kAlwaysAllowed = 16 << 20;

/// Bytes that an archive of `size` bytes may unpack to: a multiple, so that a small file stays small, and an amount
/// more, so that a large one doesn't fill the memory.
std::uint64_t mostUnpacked(std::uint64_t size) {
    return std::max(kAlwaysAllowed, std::min(size * ZipArchive::kMostGrowth, size + ZipArchive::kMostAdded));
}

/// Sizes and place of an entry; those that don't fit into 32 bits stand in the extra field 1, in this order.
struct Numbers {
    std::uint64_t size = 0, packed = 0, header = 0;
};

} // namespace

ZipArchive::ZipArchive(std::span<const std::byte> bytes, std::string file) : m_bytes(bytes), m_file(std::move(file)) {
    readDirectory(findDirectory());
}

void ZipArchive::fail(const std::string& problem) const {
    throw Error(ErrorCode::WeightsInvalid, {m_file, problem});
}

template <typename T>
T ZipArchive::number(std::uint64_t at) const {
    if (at > m_bytes.size() || m_bytes.size() - at < sizeof(T)) {
        fail("its zip directory points outside the file");
    }
    T value{};
    std::memcpy(&value, m_bytes.data() + at, sizeof(T));
    return value;
}

ZipArchive::Directory ZipArchive::findDirectory() const {
    constexpr std::uint64_t kLongestComment = 65535;
    if (m_bytes.size() < kEndBytes) {
        fail("its zip archive ends too early");
    }
    std::uint64_t end = m_bytes.size() - kEndBytes;
    const std::uint64_t last = end > kLongestComment ? end - kLongestComment : 0;
    while (number<std::uint32_t>(end) != kEndMark ||
           number<std::uint16_t>(end + 20) != m_bytes.size() - end - kEndBytes) {
        if (end-- == last) {
            fail("its zip archive has no directory: the file isn't whole");
        }
    }
    Directory out{number<std::uint32_t>(end + 16), number<std::uint32_t>(end + 12), number<std::uint16_t>(end + 10)};
    std::uint32_t disks = number<std::uint16_t>(end + 4) | number<std::uint16_t>(end + 6);
    if (end >= kLocator64Bytes && number<std::uint32_t>(end - kLocator64Bytes) == kLocator64Mark) {
        const auto at = number<std::uint64_t>(end - kLocator64Bytes + 8);
        if (at > end - kLocator64Bytes || end - kLocator64Bytes - at < kEnd64Bytes ||
            number<std::uint32_t>(at) != kEnd64Mark) {
            fail("its zip64 directory isn't where the file says");
        }
        end = at;
        disks = number<std::uint32_t>(at + 16) | number<std::uint32_t>(at + 20);
        out = {number<std::uint64_t>(at + 48), number<std::uint64_t>(at + 40), number<std::uint64_t>(at + 32)};
    }
    if (disks != 0) {
        fail("its zip archive is one part of several");
    }
    if (out.begin > end || out.size > end - out.begin || out.entries > out.size / kCentralBytes) {
        fail("its zip directory points outside the file");
    }
    return out;
}

void ZipArchive::readDirectory(const Directory& directory) {
    struct Extent {
        std::uint64_t begin, end;
    };
    std::vector<Extent> extents;
    std::uint64_t at = directory.begin, total = 0;
    const std::uint64_t directoryEnd = directory.begin + directory.size;
    for (std::uint64_t i = 0; i < directory.entries; ++i) {
        if (directoryEnd - at < kCentralBytes || number<std::uint32_t>(at) != kCentralMark) {
            fail("its zip directory is damaged");
        }
        const std::uint64_t nameBytes = number<std::uint16_t>(at + 28), extraBytes = number<std::uint16_t>(at + 30);
        const std::uint64_t next = at + kCentralBytes + nameBytes + extraBytes + number<std::uint16_t>(at + 32);
        if (next > directoryEnd) {
            fail("its zip directory is damaged");
        }
        const std::string name(reinterpret_cast<const char*>(m_bytes.data() + at + kCentralBytes), nameBytes);
        if ((number<std::uint16_t>(at + 8) & kEncrypted) != 0) {
            fail("its zip entry " + name + " is encrypted");
        }
        const unsigned method = number<std::uint16_t>(at + 10);
        if (method != kStored && method != kDeflated) {
            fail("its zip entry " + name + " is packed by method " + std::to_string(method));
        }
        Numbers numbers{number<std::uint32_t>(at + 24), number<std::uint32_t>(at + 20), number<std::uint32_t>(at + 42)};
        std::uint64_t field = at + kCentralBytes + nameBytes;
        const std::uint64_t extraEnd = field + extraBytes;
        while (extraEnd - field >= 4) {
            const std::uint64_t fieldEnd = field + 4 + number<std::uint16_t>(field + 2);
            if (fieldEnd > extraEnd) {
                fail("its zip entry " + name + " has a damaged extra field");
            }
            if (number<std::uint16_t>(field) == 1) {
                std::uint64_t value = field + 4;
                for (std::uint64_t* const number32 : {&numbers.size, &numbers.packed, &numbers.header}) {
                    if (*number32 == kElsewhere && fieldEnd - value >= 8) {
                        *number32 = number<std::uint64_t>(value);
                        value += 8;
                    }
                }
            }
            field = fieldEnd;
        }
        Entry entry{method == kDeflated, number<std::uint32_t>(at + 16), numbers.size,
                    findData(name, numbers.header, method, numbers.packed, directory.begin)};
        if (entry.deflated ? entry.size / kMostDeflate > entry.packed.size() : entry.size != entry.packed.size()) {
            fail("its zip entry " + name + " can't hold as many bytes as it claims");
        }
        if (entry.size > mostUnpacked(m_bytes.size()) - total) {
            fail("its zip archive would unpack to more than " + std::to_string(kMostGrowth) +
                 " times its size or 1 GiB more");
        }
        total += entry.size;
        extents.push_back(
            {numbers.header, static_cast<std::uint64_t>(entry.packed.data() - m_bytes.data()) + entry.packed.size()});
        if (!m_entries.emplace(name, entry).second) {
            fail("its zip archive has two entries named " + name);
        }
        at = next;
    }
    std::sort(extents.begin(), extents.end(), [](const Extent& a, const Extent& b) { return a.begin < b.begin; });
    for (std::size_t i = 1; i < extents.size(); ++i) {
        if (extents[i].begin < extents[i - 1].end) {
            fail("entries of its zip archive overlap");
        }
    }
}

std::span<const std::byte> ZipArchive::findData(const std::string& name, std::uint64_t header, unsigned method,
                                                std::uint64_t packed, std::uint64_t end) const {
    if (header > end || end - header < kLocalBytes) {
        fail("its zip entry " + name + " lies outside the file");
    }
    const std::uint64_t nameBytes = number<std::uint16_t>(header + 26);
    const std::uint64_t data = header + kLocalBytes + nameBytes + number<std::uint16_t>(header + 28);
    if (data > end || packed > end - data) {
        fail("its zip entry " + name + " lies outside the file");
    }
    const std::string_view own(reinterpret_cast<const char*>(m_bytes.data() + header + kLocalBytes), nameBytes);
    const auto ownPacked = number<std::uint32_t>(header + 18);
    const bool sizeFollows = (number<std::uint16_t>(header + 6) & kDescriptor) != 0 || ownPacked == kElsewhere;
    if (number<std::uint32_t>(header) != kLocalMark || own != name || number<std::uint16_t>(header + 8) != method ||
        (!sizeFollows && ownPacked != packed)) {
        fail("its zip entry " + name + " isn't what the directory says");
    }
    return m_bytes.subspan(data, packed);
}

void ZipArchive::inflateInto(std::span<std::byte> out, std::span<const std::byte> packed,
                             const std::string& name) const {
    z_stream stream{};
    if (inflateInit2(&stream, -MAX_WBITS) != Z_OK) { // negative: no zlib header, as in zip files
        throw Error(ErrorCode::OutOfMemory, {m_file});
    }
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<std::byte*>(packed.data())); // zlib takes no const
    Bytef nothing = 0; // zlib refuses a null pointer for an empty entry
    stream.next_out = out.empty() ? &nothing : reinterpret_cast<Bytef*>(out.data());
    std::uint64_t in = packed.size(), room = out.size();
    int status = Z_OK;
    while (status == Z_OK) {
        constexpr std::uint64_t kMost = std::numeric_limits<uInt>::max(); // zlib counts in 32 bits
        stream.avail_in = static_cast<uInt>(std::min(in, kMost));
        stream.avail_out = static_cast<uInt>(std::min(room, kMost));
        in -= stream.avail_in;
        room -= stream.avail_out;
        status = inflate(&stream, Z_NO_FLUSH);
        in += stream.avail_in;
        room += stream.avail_out;
    }
    inflateEnd(&stream);
    if (status != Z_STREAM_END || in != 0 || room != 0) {
        fail("its zip entry " + name + " is damaged: it doesn't unpack to its size");
    }
}

std::span<const std::byte> ZipArchive::read(const std::string& name, std::vector<std::byte>& buffer) const {
    const auto found = m_entries.find(name);
    if (found == m_entries.end()) {
        fail("its zip archive has no entry " + name);
    }
    const Entry& entry = found->second;
    std::span<const std::byte> out = entry.packed;
    if (entry.deflated) {
        buffer.resize(static_cast<std::size_t>(entry.size));
        inflateInto(buffer, entry.packed, name);
        out = buffer;
    }
    if (crc32_z(crc32_z(0, nullptr, 0), reinterpret_cast<const Bytef*>(out.data()), out.size()) != entry.crc) {
        fail("its zip entry " + name + " is damaged: its checksum differs");
    }
    return out;
}

} // namespace tessera::model
