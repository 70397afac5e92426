// Pickles: whatever they ask for, plain values come out whose references lead to values.
#include "core/base/error.h"
#include "core/model/pickle.h"

#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using tessera::model::Pickle;
    try {
        const Pickle pickle = Pickle::read(std::as_bytes(std::span(data, size)), "fuzz.pkl");
        for (const Pickle::Value& value : pickle.values()) {
            for (const Pickle::Id id : value.items) {
                if (id >= pickle.values().size()) {
                    std::abort();
                }
            }
        }
    } catch (const tessera::Error&) {
        return 0; // refused with words, as it should be
    }
    return 0;
}
