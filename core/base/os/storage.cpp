#include "core/base/os/storage.h"

#include "core/base/error.h"

#include <fcntl.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <sys/vfs.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <fstream>
#include <sstream>
#include <system_error>

namespace tessera::os {
namespace {

std::string reasonOf(int code) {
    return std::generic_category().message(code);
}

[[noreturn]] void throwWriteError(const std::filesystem::path& path, int code) {
    if (code == ENOSPC || code == EDQUOT) {
        throw Error(ErrorCode::DiskFull, {path.string()});
    }
    throw Error(ErrorCode::WriteFailed, {path.string(), reasonOf(code)});
}

struct NetworkMagic {
    std::uint32_t magic;
    const char* name;
};

// linux/magic.h, statfs(2) and the file systems' own sources
constexpr std::array kNetworkMagics{
    NetworkMagic{0x00006969, "nfs"},   NetworkMagic{0x0000517B, "smb"},    NetworkMagic{0xFE534D42, "smb2"},
    NetworkMagic{0xFF534D42, "cifs"},  NetworkMagic{0x0BD00BD0, "lustre"}, NetworkMagic{0x47504653, "gpfs"},
    NetworkMagic{0x00C36400, "ceph"},  NetworkMagic{0x01021997, "9p"},     NetworkMagic{0x5346414F, "afs"},
    NetworkMagic{0x6B414653, "afs"},   NetworkMagic{0x73757245, "coda"},   NetworkMagic{0x0000564C, "ncp"},
    NetworkMagic{0x7461636F, "ocfs2"}, NetworkMagic{0x01161970, "gfs2"},   NetworkMagic{0x19830326, "beegfs"},
    NetworkMagic{0x20030528, "pvfs2"}, NetworkMagic{0xAAD7AAEA, "panfs"},  NetworkMagic{0xBEEFDEAD, "snfs"},
    NetworkMagic{0x013111A8, "ibrix"}, NetworkMagic{0x786F4256, "vboxsf"}, NetworkMagic{0xBACBACBC, "vmhgfs"},
};

constexpr std::uint64_t kFuseMagic = 0x65735546;
// what reaches another machine through FUSE; others (fuseblk, fuse-overlayfs) lie on a disk of this one
constexpr std::array kNetworkFuse{
    "fuse.sshfs",     "fuse.glusterfs", "fuse.ceph",       "fuse.ceph-fuse",     "fuse.s3fs",     "fuse.gcsfuse",
    "fuse.rclone",    "fuse.davfs",     "fuse.juicefs",    "fuse.curlftpfs",     "fuse.smbnetfs", "fuse.mfs",
    "fuse.moosefs",   "fuse.lizardfs",  "fuse.goofys",     "fuse.mount-s3",      "fuse.blobfuse", "fuse.blobfuse2",
    "fuse.seaweedfs", "fuse.cvmfs2",    "fuse.gvfsd-fuse", "fuse.mountpoint-s3", "fuse.hdfs",     "fuse.vmhgfs-fuse",
    "fuse.prl_fs",    "virtiofs"};

/// Type as which the file system of a device is mounted, from the kernel's table; empty if it isn't in it.
std::string mountType(dev_t device) {
    const std::string wanted = std::to_string(major(device)) + ":" + std::to_string(minor(device));
    std::ifstream table("/proc/self/mountinfo");
    for (std::string line; std::getline(table, line);) {
        std::istringstream fields(line); // 36 35 98:0 /root /point options [optional...] - type source options
        std::string id, parent, number, word, type;
        fields >> id >> parent >> number;
        while (fields >> word && word != "-") {
        }
        if (number == wanted && fields >> type) {
            return type;
        }
    }
    return {};
}

} // namespace

bool makePrivateFolder(const std::filesystem::path& folder) {
    // made with its permissions, so that it is open to others at no moment
    int made = ::mkdir(folder.c_str(), 0700);
    if (made != 0 && errno == ENOENT) {
        std::error_code code;
        std::filesystem::create_directories(folder.parent_path(), code);
        if (code) {
            throwWriteError(folder, code.value());
        }
        made = ::mkdir(folder.c_str(), 0700);
    }
    if (made == 0) {
        return true;
    }
    if (errno != EEXIST) {
        throwWriteError(folder, errno);
    }
    struct stat info {};
    if (::stat(folder.c_str(), &info) != 0 || !S_ISDIR(info.st_mode)) {
        throw Error(ErrorCode::WriteFailed, {folder.string(), "not a folder"});
    }
    if ((info.st_mode & 07777) != 0700 && ::chmod(folder.c_str(), 0700) != 0) {
        throwWriteError(folder, errno);
    }
    return false;
}

std::string networkFileSystem(std::uint64_t magic, const std::string& mountedAs) {
    const auto number = static_cast<std::uint32_t>(magic); // statfs has it signed and as wide as a long
    for (const NetworkMagic& entry : kNetworkMagics) {
        if (entry.magic == number) {
            return entry.name;
        }
    }
    const bool isNetworkFuse =
        std::any_of(kNetworkFuse.begin(), kNetworkFuse.end(), [&](const char* name) { return mountedAs == name; });
    return number == kFuseMagic && isNetworkFuse ? mountedAs : std::string();
}

std::string networkFileSystemOf(const std::filesystem::path& path) {
    struct statfs system {};
    struct stat info {};
    if (::statfs(path.c_str(), &system) != 0 || ::stat(path.c_str(), &info) != 0) {
        throw Error(ErrorCode::FileUnreadable, {path.string(), reasonOf(errno)});
    }
    return networkFileSystem(static_cast<std::uint64_t>(system.f_type), mountType(info.st_dev));
}

FileStamp stampOf(const std::filesystem::path& file) {
    struct stat info {};
    if (::stat(file.c_str(), &info) != 0) {
        if (errno == ENOENT || errno == ENOTDIR) {
            throw Error(ErrorCode::FileMissing, {file.string()});
        }
        throw Error(ErrorCode::FileUnreadable, {file.string(), reasonOf(errno)});
    }
    if (!S_ISREG(info.st_mode)) {
        throw Error(ErrorCode::FileUnreadable, {file.string(), "not a regular file"});
    }
    return {static_cast<std::uint64_t>(info.st_size),
            static_cast<std::int64_t>(info.st_mtim.tv_sec) * 1'000'000'000 + info.st_mtim.tv_nsec};
}

namespace {

void flush(const std::filesystem::path& folder, int (*call)(int)) {
    const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor < 0) {
        throwWriteError(folder, errno);
    }
    const bool flushed = call(descriptor) == 0 || errno == EINVAL; // some file systems can't flush a folder
    const int code = errno;
    ::close(descriptor);
    if (!flushed) {
        throwWriteError(folder, code);
    }
}

} // namespace

void flushFileSystem(const std::filesystem::path& folder) {
    flush(folder, ::syncfs);
}

void flushFolder(const std::filesystem::path& folder) {
    flush(folder, ::fsync);
}

std::string randomToken() {
    std::array<unsigned char, 16> bytes{};
    if (::getrandom(bytes.data(), bytes.size(), 0) != static_cast<ssize_t>(bytes.size())) {
        throw Error(ErrorCode::Internal, {"getrandom", reasonOf(errno)});
    }
    std::string out;
    for (const unsigned char byte : bytes) {
        out += "0123456789abcdef"[byte >> 4];
        out += "0123456789abcdef"[byte & 15];
    }
    return out;
}

} // namespace tessera::os
