#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/error.h"
#include "core/rules_folder.h"
#include "core/zone.h"
#include "rules/cue_kind.h"
#include "text/language.h"

namespace dechaff::rules {

/// drop: the line goes. strip: the first capture group is cut. open_tail: the page's own text ends
/// here. flag: reported, nothing changes.
enum class Action : std::uint8_t { drop, strip, open_tail, flag };

std::string_view action_name(Action action);

/// One cue. docs/rules.md describes the fields as they stand in a pack.
struct Rule {
  std::string id;  // <lang>.<kind>.<name>, unique over all packs
  CueKind kind{};
  std::string pattern;  // RE2 syntax, searched in the trimmed line
  std::string note;
  Zones zones{Zone::head, Zone::tail};  // where it may fire
  Action action = Action::drop;
  std::uint32_t min_chars = 0, max_chars = 120;  // code points of the trimmed line
  std::uint32_t min_words = 0, max_words = UINT32_MAX;
  bool certain = false;  // fires without support from its neighbours
  bool meta = false;     // named groups are kept as metadata
  std::vector<std::string> drops, leaves, keeps;
  std::uint8_t pack = 0;  // of PackLibrary: the bit of a PackMask
  Place place;
};

/// What a pack says of its language, in a table [language] of one of its files.
struct LanguageInfo {
  std::string name;  // in English
  text::ScriptSet script = 0;
  std::vector<std::string> abbreviations;  // with their last full stop, in lower case
  std::vector<std::string> openers;        // words that begin sentences, as they are written there
  std::vector<std::string> doubles;        // words that may stand twice in a row, in lower case
  std::vector<std::string> suspends;    // words after a hyphen of their own: "Nord- und Südseite"
  std::vector<std::string> hyphenated;  // first parts that keep their hyphen: "self-help"
  std::vector<std::string> stray;       // words that translators leave behind a sentence
};

/// A line that a site shows on many of its pages: a table [[line]], as `dechaff learn` writes them.
struct SiteLine {
  std::string host;            // in lower case
  std::string text;            // compared folded, any digit like another
  float share = 1;             // of the site's pages that hold it, 0..1
  Zones zones = Zones::all();  // where on the page it is the site's
  bool above_text = false;     // also close above the page's own prose, where a title would stand
};

struct Pack {
  std::optional<LanguageInfo> language;
  std::vector<Rule> rules;
  std::vector<SiteLine> lines;
};

/// Reads one file. Throws Error with path:line:col for the first mistake.
Pack load_file(const std::string& path);
Pack load_file(NamedText file);

/// Reads every `*.toml` of a folder whose name begins with `prefix`, recipes aside, in the order of
/// their names. Throws Error.
Pack load_folder(const RulesFolder& folder, std::string_view prefix = {});

/// Adds `more` to `all`; a rule takes the place of one of the same id.
void add_rules(std::vector<Rule>& all, std::vector<Rule> more);

}  // namespace dechaff::rules
