#include "core/base/os/module.h"

#include <cstdlib>

#include <dlfcn.h>

#include "core/base/error.h"

namespace tessera::os {
namespace {

std::string lastReason() {
    const char* reason = dlerror();
    return reason != nullptr ? reason : "no reason given";
}

} // namespace

Module Module::open(const std::filesystem::path& file) {
    // An absolute path keeps dlopen from searching the system's library folders for a bare name.
    std::error_code ignored;
    const std::filesystem::path absolute = std::filesystem::absolute(file, ignored);
    void* handle = dlopen(absolute.c_str(), RTLD_NOW | RTLD_LOCAL);
    if (handle == nullptr) {
        throw Error(ErrorCode::NetworkUnavailable, {file.string(), lastReason()});
    }
    return {file, handle};
}

std::optional<Module> Module::find(const std::string& library, std::string& reason, int scope) {
    void* handle = dlopen(library.c_str(), RTLD_NOW | scope);
    if (handle == nullptr) {
        reason = lastReason();
        return std::nullopt;
    }
    return Module{library, handle};
}

std::optional<Module> Module::find(const std::string& library, std::string& reason) {
    return find(library, reason, RTLD_LOCAL);
}

std::optional<Module> Module::findForAll(const std::string& library, std::string& reason) {
    return find(library, reason, RTLD_GLOBAL);
}

void* Module::symbolOrNull(const std::string& name) const noexcept {
    return dlsym(m_handle, name.c_str());
}

void* Module::symbol(const std::string& name) const {
    void* address = dlsym(m_handle, name.c_str());
    if (address == nullptr) {
        throw Error(ErrorCode::NetworkUnavailable, {m_file.string(), lastReason()});
    }
    return address;
}

std::filesystem::path libraryOf(const void* address) {
    Dl_info found{};
    return dladdr(address, &found) != 0 && found.dli_fname != nullptr ? found.dli_fname : "";
}

void setDefaultEnvironment(const std::string& name, const std::string& value) {
    setenv(name.c_str(), value.c_str(), 0);
}

} // namespace tessera::os
