#include "core/preprocess/itk_threads.h"

#include <itkMultiThreaderBase.h>

namespace tessera::preprocess {

void useOneItkWorkUnit() {
    static const bool done = [] {
        itk::MultiThreaderBase::SetGlobalDefaultNumberOfThreads(1);
        return true;
    }();
    static_cast<void>(done);
}

} // namespace tessera::preprocess
