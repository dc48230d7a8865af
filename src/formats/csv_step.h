#pragma once

#include <cstddef>
#include <string_view>

namespace dechaff::formats {

/// Bytes that find_csv_step() is to be given, if the source has so many.
inline constexpr std::size_t csv_step_window = 1 << 20;

/// Where whole records begin in `bytes`, which begin anywhere in a table of `columns` columns,
/// perhaps inside a quoted field: behind a part that is lost. They are read both ways, as if they
/// began outside quotes and inside. Right is the way in which what follows the first line end is
/// records with that many fields, 16 of them or all there are; the one inside quotes, when both
/// are, since its records are the others' too, from then on. Where neither is right from its begin
/// on, such records are looked for further behind. `whole`: nothing follows. npos: nowhere.
/// O(bytes).
std::size_t find_csv_step(std::string_view bytes, bool whole, char delimiter, std::size_t columns);

}  // namespace dechaff::formats
