#include "core/base/os/descriptor.h"

#include "core/base/error.h"

#include <fcntl.h>
#include <unistd.h>

#include <string>

namespace tessera::os {

Descriptor::~Descriptor() {
    if (m_number >= 0) {
        ::close(m_number);
    }
}

Descriptor inheritedDescriptor(int number) {
    if (::fcntl(number, F_SETFD, FD_CLOEXEC) != 0) {
        throw Error(ErrorCode::Usage, {"This command is started by Tessera itself: there is no open descriptor " +
                                       std::to_string(number) + "."});
    }
    return Descriptor(number);
}

} // namespace tessera::os
