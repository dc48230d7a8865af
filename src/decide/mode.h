#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace dechaff::decide {

/// How sure the line model must be before text is removed. rules: it is not asked. careful: only
/// what is certain goes. balanced: best expected word F1. strict: what is in doubt goes too.
enum class Mode : std::uint8_t { rules, careful, balanced, strict };

/// Names as settings have them, in the order of the enumerators.
inline constexpr std::array<std::string_view, 4> mode_names = {"rules", "careful", "balanced",
                                                               "strict"};
constexpr std::string_view name_of(Mode mode) { return mode_names[static_cast<std::size_t>(mode)]; }

/// The mode of a setting's value; balanced for what is no name: settings are checked before.
constexpr Mode mode_named(std::string_view name) {
  for (std::size_t i = 0; i < mode_names.size(); ++i) {
    if (mode_names[i] == name) return static_cast<Mode>(i);
  }
  return Mode::balanced;
}

}  // namespace dechaff::decide
