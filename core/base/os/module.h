#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <utility>

namespace tessera::os {

/// A shared library opened at run time. It stays loaded until the process ends (libraries with threads of their own, as
/// LibTorch, can't be unloaded), so symbols outlive the object. Opening a file again is cheap. Any thread.
class Module {
  public:
    /// @throws Error{NetworkUnavailable} with the reason of the system's loader
    [[nodiscard]] static Module open(const std::filesystem::path& file);

    /// A library of the system by its bare name ("libnvidia-ml.so.1"), found as the loader finds it, or one by its
    /// path; none, with the loader's reason, if it isn't there.
    [[nodiscard]] static std::optional<Module> find(const std::string& library, std::string& reason);

    /// The same, and what it exports is seen by every library that is opened later.
    [[nodiscard]] static std::optional<Module> findForAll(const std::string& library, std::string& reason);

    /// Address of an exported symbol. @throws Error{NetworkUnavailable} if the library doesn't have it
    [[nodiscard]] void* symbol(const std::string& name) const;
    /// The same, null if the library doesn't have it.
    [[nodiscard]] void* symbolOrNull(const std::string& name) const noexcept;

  private:
    [[nodiscard]] static std::optional<Module> find(const std::string& library, std::string& reason, int scope);
    Module(std::filesystem::path file, void* handle) : m_file(std::move(file)), m_handle(handle) {}

    std::filesystem::path m_file;
    void* m_handle;
};

/// File of the loaded library that an address (of a function or a constant) belongs to; empty if it is none's.
[[nodiscard]] std::filesystem::path libraryOf(const void* address);

/// Sets an environment variable unless it is set. Only while the process has one thread.
void setDefaultEnvironment(const std::string& name, const std::string& value);

} // namespace tessera::os
