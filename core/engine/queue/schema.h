#pragma once

#include <filesystem>

namespace tessera::queue {

class Database;

/// Makes the tables in an empty file, or checks that these are the tables of this version.
/// @throws Error{QueueNewer, QueueDamaged}
void prepareSchema(Database& database, const std::filesystem::path& file);

/// Looks through the whole file. @throws Error{QueueDamaged}
void checkSoundness(Database& database, const std::filesystem::path& file);

} // namespace tessera::queue
