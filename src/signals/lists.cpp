#include "signals/lists.h"

#include <toml++/toml.h>

#include <algorithm>

#include "core/error.h"

namespace dechaff::signals {
namespace {

using Strings = std::vector<std::string>;

class File {
 public:
  explicit File(const NamedText& file) : path_(file.path) {
    try {
      root_ = toml::parse(file.text, path_);
    } catch (const toml::parse_error& e) {
      throw Error({path_, e.source().begin.line, e.source().begin.column},
                  std::string(e.description()));
    }
  }

  Strings strings(std::string_view table, std::string_view key) const {
    const toml::node_view<const toml::node> node = root_[table][key];
    const toml::array* list = node.as_array();
    if (list == nullptr) {
      throw Error({path_}, "[" + std::string(table) + "] needs '" + std::string(key) + "', a list");
    }
    Strings out;
    for (const auto& entry : *list) {
      const auto text = entry.value_exact<std::string>();
      if (!text) {
        const auto at = entry.source().begin;
        throw Error({path_, at.line, at.column}, "'" + std::string(key) + "' is a list of strings");
      }
      out.push_back(*text);
    }
    return out;
  }

  const toml::table& root() const { return root_; }
  const std::string& path() const { return path_; }

 private:
  std::string path_;
  toml::table root_;
};

bool has(const Strings& list, const std::string& word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

/// Writes the table of the words that are cut in a way of their own.
class Contractions {
 public:
  Contractions(const File& file, TextMap<Strings>& out) : file_(file), out_(out) {}

  void fill() {
    const Strings last = {"ve"};
    const Strings subjects = get("subjects"), third_not = get("third-not"),
                  plural_not = get("plural-not"), perfect_not = get("perfect-not");
    for (const std::string& subject : subjects) {
      for (const std::string& ending : get("endings")) {
        add({subject}, {ending});
        add({subject}, {ending, "ve"});
      }
      if (!has(third_not, subject)) add_all(subject, get("third"));
      if (!has(plural_not, subject)) add_all(subject, get("plural"));
      if (!has(perfect_not, subject)) add_all(subject, get("perfect"));
    }
    for (const std::string& verb : get("negatives")) negate(verb, {});
    for (const std::string& verb : get("negatives-with-last")) negate(verb, {"ve"});
    for (const std::string& modal : get("modals")) add({modal}, {"ve"});
    for (const std::string& cut : get("pieces")) {
      Strings parts;
      for (std::size_t at = 0; at <= cut.size();) {
        const std::size_t bar = std::min(cut.find('|', at), cut.size());
        parts.push_back(cut.substr(at, bar - at));
        at = bar + 1;
      }
      put(parts);
    }
    for (const std::string& word : get("whole")) out_[word] = {word};
    for (char letter = 'a'; letter <= 'z'; ++letter) {
      const std::string word = std::string(1, letter) + '.';
      out_[word] = {word};
    }
    for (int hour = 1; hour <= 12; ++hour) {
      for (const std::string& half : get("hours")) {
        const std::string number = std::to_string(hour);
        out_[number + half] = {number, half};
      }
    }
  }

 private:
  Strings get(std::string_view key) const { return file_.strings("contractions", key); }

  void add_all(const std::string& subject, const Strings& endings) {
    for (const std::string& ending : endings) add({subject}, {ending});
  }

  /// With the straight and the curly apostrophe before each ending, and without one.
  void add(const Strings& begin, const Strings& endings) {
    for (const char* apostrophe : {"'", "’", ""}) {
      Strings parts = begin;
      for (const std::string& ending : endings) parts.push_back(apostrophe + ending);
      std::string all;
      for (const std::string& part : parts) all += part;
      if (*apostrophe == '\0' && has(get("only-with-apostrophe"), all)) continue;
      put(parts);
    }
  }

  void negate(const std::string& verb, const Strings& endings) {
    const std::pair<const char*, const char*> forms[] = {{"n't", "'"}, {"n’t", "’"}, {"nt", ""}};
    for (const auto& [negative, apostrophe] : forms) {
      Strings parts = {verb, negative};
      for (const std::string& ending : endings) parts.push_back(apostrophe + ending);
      if (parts.size() == 2 && has(get("only-with-apostrophe"), verb + negative)) continue;
      put(parts);
    }
  }

  /// In small letters and with a capital.
  void put(Strings parts) {
    std::string all;
    for (const std::string& part : parts) all += part;
    out_[all] = parts;
    if (parts[0][0] < 'a' || parts[0][0] > 'z') return;
    parts[0][0] = all[0] = static_cast<char>(parts[0][0] - 32);
    out_[all] = parts;
  }

  const File& file_;
  TextMap<Strings>& out_;
};

}  // namespace

Lists Lists::load(const RulesFolder& folder) {
  Lists out;
  const File english(folder.read("signals/english.toml"));
  out.gopher_stop_words = english.strings("gopher", "stop-words");
  if (out.gopher_stop_words.size() > 8) {
    throw Error({english.path()}, "[gopher] has room for 8 stop words");
  }
  out.javascript = english.strings("c4", "javascript");
  out.lorem_ipsum = english.strings("c4", "lorem-ipsum");
  out.policy = english.strings("c4", "policy");
  Contractions(english, out.english).fill();

  const File stop_words(folder.read("signals/stop-words.toml"));
  for (const auto& [name, node] : stop_words.root()) {
    if (out.languages.size() == 16) {
      throw Error({stop_words.path(), node.source().begin.line}, "there is room for 16 languages");
    }
    const auto bit = static_cast<std::uint16_t>(1U << out.languages.size());
    out.languages.emplace_back(name.str());
    for (const std::string& word : stop_words.strings(name.str(), "words")) {
      out.stop_words[word] |= bit;
    }
  }
  return out;
}

}  // namespace dechaff::signals
