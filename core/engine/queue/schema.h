#pragma once

#include <filesystem>

namespace tessera::queue {

class Database;

/// Makes the tables in an empty file, or checks that these are the tables of its version; those of an earlier one
/// become this version's, with all that they hold.
/// @throws Error{QueueNewer, QueueDamaged}
void prepareSchema(Database& database, const std::filesystem::path& file);

/// Looks through the whole file. @throws Error{QueueDamaged}
void checkSoundness(Database& database, const std::filesystem::path& file);

} // namespace tessera::queue
