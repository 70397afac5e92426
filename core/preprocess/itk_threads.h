#pragma once

namespace tessera::preprocess {

/// Makes one work unit ITK's default in this process; call it before any use of ITK whose result must be repeatable.
/// N4 makes filters inside that take the default (four per core) and sum floats in as many parts, so its field would
/// differ from machine to machine; they can't be reached one by one. We parallelise outside ITK. Any thread.
void useOneItkWorkUnit();

} // namespace tessera::preprocess
