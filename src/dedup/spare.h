#pragma once

#include <array>
#include <optional>
#include <string_view>
#include <vector>

#include "core/line_table.h"
#include "dedup/again.h"
#include "dedup/units.h"

namespace dechaff::dedup {

/// Which repeats may stay, by Spare; all of them unless a switch says otherwise.
using Spares = std::array<bool, 11>;
inline constexpr Spares all_spares = {true, true, true, true, true, true,
                                      true, true, true, true, true};

/// Whether a line is as short as those of verse. Needs `lines.measure()`.
bool is_short_line(const LineTable& lines, std::size_t line);

/// Which lines are code between fences, the fences too; none where a fence is left open.
std::vector<bool> fenced_lines(const LineTable& lines);

/// Says of repeats of a document whether people said them twice on purpose: by what is around them
/// and by how their lines begin, in any language.
///
/// verse: a short line among short lines. dialogue: what somebody says, in quotes, after a dash or
/// after a speaker's name. quote: lines that begin with ">". list: bullets and numbers, as in the
/// steps of a manual. form: blanks and boxes to fill in. formula: sentences with a section sign,
/// and those under differently numbered headings ("Article 5"), as in laws, terms and manuals.
/// table: tabs or bars between cells. code: between fences.
class Protections {
 public:
  Protections(const LineTable& lines, const Spares& spares);

  /// Why a repeat stays that is no refrain. O(length of both + lines up to the headings above).
  Spare of(const Unit& again, const Unit& first, std::string_view said) const;

 private:
  bool on(Spare spare) const { return spares_[static_cast<std::size_t>(spare)]; }
  Spare by_line(std::size_t line, std::string_view said) const;
  bool in_verse(const Unit& unit) const;
  std::string_view heading_above(std::size_t line) const;

  const LineTable& lines_;
  Spares spares_;
  std::vector<bool> code_;
};

}  // namespace dechaff::dedup
