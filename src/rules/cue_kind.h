#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "core/decision.h"

namespace dechaff::rules {

/// What a cue says a line is. In the order of the docs.
enum class CueKind : std::uint8_t {
  byline,
  dateline,
  date,
  reading_time,
  source,
  credit,
  photo_credit,
  related,
  previous_next,
  tags,
  share,
  follow,
  subscribe,
  comments,
  counter,
  copyright,
  disclaimer,
  cookie,
  navigation,
  breadcrumb,
  pagination,
  controls,
  advertisement,
  app_prompt,
  end_marker,
  truncated,
  mt_artefact,
  placeholder,
  assistant,
  unfilled
};

/// What sets a kind apart, beside its name.
enum class Trait : std::uint8_t {
  none = 0,
  notice = 1,      // may be prose of the site's own: behind the text it is tail, not body
  credit = 2,      // two such lines in a row may begin the tail
  between = 4,     // stands between lines of the text: what goes for it parts no neighbours
  by_setting = 8,  // acts only where a setting asks for it: --datelines
  call_out = 16,   // calls for something else from between two paragraphs
  reported = 32,   // lines of the text itself that need a writer's eye: flagged, never removed
};

constexpr Trait operator|(Trait a, Trait b) {
  return static_cast<Trait>(static_cast<unsigned>(a) | static_cast<unsigned>(b));
}

struct CueTraits {
  CueKind kind;
  std::string_view name;  // in packs
  Reason reason;          // of a rule of this kind
  Trait trait = Trait::none;

  constexpr bool is(Trait wanted) const {
    return (static_cast<unsigned>(trait) & static_cast<unsigned>(wanted)) != 0;
  }
};

const CueTraits& traits_of(CueKind kind);
inline std::string_view name_of(CueKind kind) { return traits_of(kind).name; }

/// Of a name as packs have it; none for others.
std::optional<CueKind> kind_named(std::string_view name);

/// The names, in the order of the docs.
const std::vector<std::string_view>& kinds();

}  // namespace dechaff::rules
