#include "core/base/sha256.h"

#include "core/base/error.h"
#include "core/base/os/file.h"

#include <openssl/evp.h>

#include <array>
#include <new>
#include <vector>

namespace tessera {
namespace {

EVP_MD_CTX* contextOf(void* context) {
    return static_cast<EVP_MD_CTX*>(context);
}

} // namespace

Sha256::Sha256() : m_context(EVP_MD_CTX_new()) {
    if (m_context == nullptr || EVP_DigestInit_ex(contextOf(m_context), EVP_sha256(), nullptr) != 1) {
        throw std::bad_alloc();
    }
}

Sha256::~Sha256() {
    EVP_MD_CTX_free(contextOf(m_context));
}

void Sha256::update(std::span<const std::byte> bytes) {
    EVP_DigestUpdate(contextOf(m_context), bytes.data(), bytes.size());
}

void Sha256::update(const std::string& text) {
    update(std::as_bytes(std::span(text)));
}

std::string Sha256::finish() {
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned int length = 0;
    EVP_DigestFinal_ex(contextOf(m_context), digest.data(), &length);
    constexpr const char* kDigits = "0123456789abcdef";
    std::string out;
    for (unsigned int i = 0; i < length; ++i) {
        out += kDigits[digest[i] >> 4];
        out += kDigits[digest[i] & 15];
    }
    return out;
}

std::string sha256OfFile(const std::filesystem::path& path) {
    os::InputFile file(path);
    Sha256 hash;
    std::vector<std::byte> buffer(1 << 20);
    for (std::size_t got = file.read(buffer); got > 0; got = file.read(buffer)) {
        hash.update(std::span(buffer).first(got));
    }
    return hash.finish();
}

std::string sha256OfBytes(std::span<const std::byte> bytes) {
    Sha256 hash;
    hash.update(bytes);
    return hash.finish();
}

} // namespace tessera
