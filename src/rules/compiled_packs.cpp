#include "rules/compiled_packs.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <map>

#include "core/error.h"
#include "rules/bytes.h"

namespace dechaff::rules {
namespace {

namespace fs = std::filesystem;

// Another number whenever the layout, or what is read out of a pattern, changes.
constexpr std::string_view magic = "dechaff.packs/4\n";
constexpr std::uint64_t byte_order = 0x0102030405060708;  // the body begins at byte 48

/// Of the bytes of a file; `buffer` is work space. Throws Error.
text::Hash128 hash_of_file(const std::string& path, std::string& buffer) {
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) throw Error({path}, "cannot be read");
  std::size_t size = 0;
  ssize_t got = 0;
  do {
    if (size == buffer.size()) buffer.resize(std::max<std::size_t>(2 * size, 1 << 16));
    got = ::read(file, buffer.data() + size, buffer.size() - size);
    size += got > 0 ? static_cast<std::size_t>(got) : 0;
  } while (got > 0 || (got < 0 && errno == EINTR));
  ::close(file);
  if (got < 0) throw Error({path}, "cannot be read");
  return text::hash128(std::string_view(buffer).substr(0, size));
}

void write_texts(ByteWriter& out, const std::vector<std::string>& texts) {
  out.value(static_cast<std::uint32_t>(texts.size()));
  for (const std::string& text : texts) out.text(text);
}

std::vector<std::string> read_texts(ByteReader& in) {
  std::vector<std::string> out;
  for (auto rest = in.value<std::uint32_t>(); rest > 0; --rest) out.emplace_back(in.text());
  return out;
}

void write_rule(ByteWriter& out, const Rule& rule, const std::string& folder) {
  out.text(rule.id);
  out.text(name_of(rule.kind));
  out.text(rule.pattern);
  out.text(std::string_view(rule.place.path).substr(folder.size() + 1));
  for (const std::uint32_t number :
       {rule.min_chars, rule.max_chars, rule.min_words, rule.max_words,
        static_cast<std::uint32_t>(rule.place.line), static_cast<std::uint32_t>(rule.place.column)})
    out.value(number);
  for (const std::uint8_t byte :
       {rule.zones.bits(), static_cast<std::uint8_t>(rule.action),
        static_cast<std::uint8_t>(rule.certain), static_cast<std::uint8_t>(rule.meta), rule.pack})
    out.value(byte);
}

Rule read_rule(ByteReader& in, const std::string& folder) {
  Rule out;
  out.id = in.text();
  const std::optional<CueKind> kind = kind_named(in.text());
  out.pattern = in.text();
  out.place.path = folder + '/' + std::string(in.text());
  for (std::uint32_t* number : {&out.min_chars, &out.max_chars, &out.min_words, &out.max_words})
    *number = in.value<std::uint32_t>();
  out.place.line = in.value<std::uint32_t>();
  out.place.column = in.value<std::uint32_t>();
  out.zones = Zones::of_bits(in.value<std::uint8_t>());
  const auto action = in.value<std::uint8_t>();
  out.certain = in.value<std::uint8_t>() != 0;
  out.meta = in.value<std::uint8_t>() != 0;
  out.pack = in.value<std::uint8_t>();
  if (action > static_cast<std::uint8_t>(Action::flag) || out.pack > 63 || !kind)
    throw std::out_of_range("a rule does not fit");
  out.action = static_cast<Action>(action);
  out.kind = *kind;
  return out;
}

}  // namespace

std::vector<std::string> pack_names(const std::string& folder) {
  std::vector<std::string> out;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(folder, error)) {
    const std::string name = entry.path().filename().string();
    if (entry.is_directory() && name != "recipes" && name != "models" && name != "signals" &&
        name != "select") {
      out.push_back(name);
    }
  }
  if (error) throw Error({folder}, "cannot be read: " + error.message());
  std::sort(out.begin(), out.end());
  return out;
}

PackSources::PackSources(std::string folder_of_packs)
    : folder(std::move(folder_of_packs)), names(pack_names(folder)) {
  std::string buffer;
  for (const std::string& name : names) {
    for (const std::string& path : pack_files(folder + '/' + name))
      files.push_back({path.substr(folder.size() + 1), hash_of_file(path, buffer)});
  }
}

text::Hash128 PackSources::hash() const {
  ByteWriter all;
  for (const File& file : files) {
    all.text(file.path);
    all.value(file.hash.low);
    all.value(file.hash.high);
  }
  return text::hash128(all.bytes());
}

AllPacks parse_packs(const std::string& folder,
                     const std::function<bool(const Rule&)>& leaves_out) {
  AllPacks out;
  std::vector<Rule> rules;
  std::map<std::string, std::string> where;
  for (const std::string& name : pack_names(folder)) {
    Pack pack = load_directory(folder + '/' + name);
    for (Rule& rule : pack.rules) {
      rule.pack = static_cast<std::uint8_t>(out.languages.size());
      if (!leaves_out || !leaves_out(rule)) rules.push_back(std::move(rule));
    }
    out.languages.push_back(pack.language ? std::move(*pack.language) : LanguageInfo{});
  }
  out.rules = std::make_unique<RuleSet>(std::move(rules));
  return out;
}

std::string compile_packs(const std::string& folder) {
  const PackSources sources(folder);
  const AllPacks packs = parse_packs(folder);
  ByteWriter body;
  body.value(static_cast<std::uint32_t>(packs.languages.size()));
  for (const LanguageInfo& language : packs.languages) {
    body.text(language.name);
    body.value(language.script);
    for (const auto* list :
         {&language.abbreviations, &language.openers, &language.doubles, &language.stray})
      write_texts(body, *list);
  }
  body.value(static_cast<std::uint32_t>(packs.rules->rules().size()));
  for (const Rule& rule : packs.rules->rules()) write_rule(body, rule, folder);
  packs.rules->prefilter().write(body);
  ByteWriter out;
  const text::Hash128 hash = sources.hash();
  out.value(byte_order);
  out.value(hash.low);
  out.value(hash.high);
  out.value(text::hash64(body.bytes()));
  return std::string(magic) + out.bytes() + body.bytes();
}

std::optional<AllPacks> read_compiled(std::string_view bytes, const PackSources& sources) {
  if (!bytes.starts_with(magic)) return std::nullopt;
  constexpr std::size_t header = sizeof byte_order + 3 * sizeof(std::uint64_t);
  if (bytes.size() < magic.size() + header) return std::nullopt;
  ByteReader head(bytes.substr(magic.size(), header));
  if (head.value<std::uint64_t>() != byte_order) return std::nullopt;
  const auto low = head.value<std::uint64_t>(), high = head.value<std::uint64_t>();
  if (text::Hash128{low, high} != sources.hash()) return std::nullopt;
  const std::string_view body = bytes.substr(magic.size() + header);
  if (head.value<std::uint64_t>() != text::hash64(body)) return std::nullopt;
  try {
    ByteReader in(body);
    AllPacks out;
    out.languages.resize(in.value<std::uint32_t>() == sources.names.size() ? sources.names.size()
                                                                           : 0);
    if (out.languages.size() != sources.names.size()) return std::nullopt;
    for (LanguageInfo& language : out.languages) {
      language.name = in.text();
      language.script = in.value<text::ScriptSet>();
      for (auto* list :
           {&language.abbreviations, &language.openers, &language.doubles, &language.stray})
        *list = read_texts(in);
    }
    std::vector<Rule> rules;
    for (auto rest = in.value<std::uint32_t>(); rest > 0; --rest)
      rules.push_back(read_rule(in, sources.folder));
    Prefilter prefilter(in, rules.size());
    out.rules = std::make_unique<RuleSet>(std::move(rules), std::move(prefilter));
    return out;
  } catch (const std::out_of_range&) {
    return std::nullopt;
  }
}

}  // namespace dechaff::rules
