#include "rules/compiled_packs.h"

#include <algorithm>

#include "rules/bytes.h"

namespace dechaff::rules {
namespace {

// Another number whenever the layout, or what is read out of a pattern, changes.
constexpr std::string_view magic = "dechaff.packs/5\n";
constexpr std::uint64_t byte_order = 0x0102030405060708;  // the body begins at byte 24

void write_texts(ByteWriter& out, const std::vector<std::string>& texts) {
  out.value(static_cast<std::uint32_t>(texts.size()));
  for (const std::string& text : texts) out.text(text);
}

std::vector<std::string> read_texts(ByteReader& in) {
  std::vector<std::string> out;
  for (auto rest = in.value<std::uint32_t>(); rest > 0; --rest) out.emplace_back(in.text());
  return out;
}

/// `above`: how long the name of the folder is in the rule's path.
void write_rule(ByteWriter& out, const Rule& rule, std::size_t above) {
  out.text(rule.id);
  out.text(name_of(rule.kind));
  out.text(rule.pattern);
  out.text(std::string_view(rule.place.path).substr(above));
  for (const std::uint32_t number :
       {rule.min_chars, rule.max_chars, rule.min_words, rule.max_words,
        static_cast<std::uint32_t>(rule.place.line), static_cast<std::uint32_t>(rule.place.column)})
    out.value(number);
  for (const std::uint8_t byte :
       {rule.zones.bits(), static_cast<std::uint8_t>(rule.action),
        static_cast<std::uint8_t>(rule.certain), static_cast<std::uint8_t>(rule.meta), rule.pack})
    out.value(byte);
}

Rule read_rule(ByteReader& in, const RulesFolder& folder) {
  Rule out;
  out.id = in.text();
  const std::optional<CueKind> kind = kind_named(in.text());
  out.pattern = in.text();
  out.place.path = folder.path_of(in.text());
  for (std::uint32_t* number : {&out.min_chars, &out.max_chars, &out.min_words, &out.max_words})
    *number = in.value<std::uint32_t>();
  out.place.line = in.value<std::uint32_t>();
  out.place.column = in.value<std::uint32_t>();
  out.zones = Zones::of_bits(in.value<std::uint8_t>());
  const auto action = in.value<std::uint8_t>();
  out.certain = in.value<std::uint8_t>() != 0;
  out.meta = in.value<std::uint8_t>() != 0;
  out.pack = in.value<std::uint8_t>();
  if (action > static_cast<std::uint8_t>(Action::flag) || out.pack >= most_packs || !kind)
    throw std::out_of_range("a rule does not fit");
  out.action = static_cast<Action>(action);
  out.kind = *kind;
  return out;
}

}  // namespace

std::vector<std::string> pack_names(const RulesFolder& folder) {
  std::vector<std::string> out;
  for (const std::string& file : folder.names()) {
    const std::size_t slash = file.find('/');
    if (slash == std::string::npos) continue;
    const std::string name = file.substr(0, slash);
    if (name != "recipes" && name != "models" && name != "signals" && name != "select" &&
        (out.empty() || out.back() != name))
      out.push_back(name);
  }
  std::sort(out.begin(), out.end());
  return out;
}

AllPacks parse_packs(const RulesFolder& folder) {
  AllPacks out;
  std::vector<Rule> rules;
  for (const std::string& name : pack_names(folder)) {
    Pack pack = load_folder(folder, name + '/');
    for (Rule& rule : pack.rules) {
      rule.pack = static_cast<std::uint8_t>(out.languages.size());
      rules.push_back(std::move(rule));
    }
    out.languages.push_back(pack.language ? std::move(*pack.language) : LanguageInfo{});
  }
  out.rules = std::make_unique<RuleSet>(std::move(rules));
  return out;
}

std::string compile_packs(const RulesFolder& folder) {
  const AllPacks packs = parse_packs(folder);
  const std::size_t above = folder.path_of("").size();
  ByteWriter body;
  body.value(static_cast<std::uint32_t>(packs.languages.size()));
  for (const LanguageInfo& language : packs.languages) {
    body.text(language.name);
    body.value(language.script);
    for (const auto* list : {&language.abbreviations, &language.openers, &language.doubles,
                             &language.suspends, &language.hyphenated, &language.stray})
      write_texts(body, *list);
  }
  body.value(static_cast<std::uint32_t>(packs.rules->rules().size()));
  for (const Rule& rule : packs.rules->rules()) write_rule(body, rule, above);
  packs.rules->prefilter().write(body);
  ByteWriter out;
  out.value(byte_order);
  return std::string(magic) + out.bytes() + body.bytes();
}

std::optional<AllPacks> read_compiled(std::string_view bytes, const RulesFolder& folder) {
  constexpr std::size_t header = magic.size() + sizeof byte_order;
  if (!bytes.starts_with(magic) || bytes.size() < header) return std::nullopt;
  if (ByteReader(bytes.substr(magic.size())).value<std::uint64_t>() != byte_order)
    return std::nullopt;
  try {
    ByteReader in(bytes.substr(header));
    AllPacks out;
    const auto languages = in.value<std::uint32_t>();
    if (languages > most_packs) return std::nullopt;
    out.languages.resize(languages);
    for (LanguageInfo& language : out.languages) {
      language.name = in.text();
      language.script = in.value<text::ScriptSet>();
      for (auto* list : {&language.abbreviations, &language.openers, &language.doubles,
                         &language.suspends, &language.hyphenated, &language.stray})
        *list = read_texts(in);
    }
    std::vector<Rule> rules;
    for (auto rest = in.value<std::uint32_t>(); rest > 0; --rest)
      rules.push_back(read_rule(in, folder));
    Prefilter prefilter(in, rules.size());
    out.rules = std::make_unique<RuleSet>(std::move(rules), std::move(prefilter));
    return out;
  } catch (const std::out_of_range&) {
    return std::nullopt;
  }
}

}  // namespace dechaff::rules
