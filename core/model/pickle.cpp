#include "core/model/pickle.h"

#include "core/model/pickle_machine.h"

namespace tessera::model {

Pickle Pickle::read(std::span<const std::byte> bytes, const std::string& file) {
    Pickle out;
    PickleMachine(bytes, file, out).run();
    return out;
}

} // namespace tessera::model
