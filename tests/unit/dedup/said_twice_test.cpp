// Plants repeats and loops of eleven kinds among sentences of twelve scripts, and puts in what
// people repeat on purpose, of sixteen kinds. The words are made of each script's letters: what the
// filter does must not depend on a language.

#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include "catch.h"
#include "core/document.h"
#include "run/chain.h"
#include "text/utf8.h"

using namespace dechaff;

namespace {

struct Script {
  const char* name;
  std::vector<std::string> letters;  // or words, where dictionaries part them
  std::string space, stop, comma;    // between words, behind sentences, between phrases
};

std::vector<std::string> letters(char32_t first, std::size_t count) {
  std::vector<std::string> out;
  for (std::size_t i = 0; i < count; ++i) {
    const auto c = static_cast<char32_t>(first + i);
    std::string s;
    if (c < 0x80) {
      s += static_cast<char>(c);
    } else if (c < 0x800) {
      s += static_cast<char>(0xC0U | c >> 6U);
      s += static_cast<char>(0x80U | (c & 0x3FU));
    } else {
      s += static_cast<char>(0xE0U | c >> 12U);
      s += static_cast<char>(0x80U | (c >> 6U & 0x3FU));
      s += static_cast<char>(0x80U | (c & 0x3FU));
    }
    out.push_back(s);
  }
  return out;
}

std::vector<Script> scripts() {
  return {{"Latin", letters('a', 26), " ", ". ", ", "},
          {"Cyrillic", letters(0x430, 32), " ", ". ", ", "},
          {"Greek", letters(0x3B1, 17), " ", ". ", ", "},
          {"Arabic", letters(0x628, 19), " ", ". ", "، "},
          {"Hebrew", letters(0x5D0, 27), " ", ". ", ", "},
          {"Devanagari", letters(0x915, 37), " ", "। ", ", "},
          {"Hangul", letters(0xAC00, 400), " ", ". ", ", "},
          {"Tibetan", letters(0xF40, 40), "་", "། ", " "},
          {"Thai",
           {"บ้าน",    "น้ำ",     "ถนน",   "สะพาน",  "โรงเรียน", "ตลาด", "คน",   "เมือง", "เดือน",
            "งาน",    "หนังสือ",  "อาหาร", "ข้าว",    "ปลา",     "ต้นไม้", "ภูเขา", "ทะเล", "แม่น้ำ",
            "เสียง",   "เพลง",   "กีฬา",   "นักเรียน", "ตำรวจ",   "ทหาร", "ประตู", "โต๊ะ",  "เก้าอี้",
            "กระดาษ", "หน้าต่าง", "ฝน",    "ลม",     "ไฟ",      "ดิน",   "ครู",   "หมอ"},
           "",
           " ",
           " "},
          {"Burmese",
           {"ရေ", "မြို့",    "လမ်း",   "အိမ်",   "ကျောင်း", "စာအုပ်", "ဆရာ",  "ဈေး", "တံတား",   "နေ့",  "နှစ်",
            "လူ",  "ကား",   "ထမင်း",  "ငါး",  "သစ်ပင်",   "တောင်", "ပင်လယ်", "မိုး",  "လေ",     "မီး",  "မြေ",
            "အသံ", "သီချင်း", "ဆရာဝန်", "စားပွဲ", "စက္ကူ",    "တံခါး", "ပန်း",  "ငှက်",  "ကုလားထိုင်", "နေရာ"},
           "",
           "။",
           "၊ "},
          {"Han", letters(0x4E00, 3000), "", "。", "，"},
          {"kana", letters(0x30A1, 80), "", "。", "、"}};
}

/// Thai, Burmese and Tibetan are found less well so far: loops, and titles of blocks.
bool has_few_words(const Script& script) {
  return script.space != " " && script.letters.size() < 60;
}

class Writer {
 public:
  Writer(const Script& script, unsigned seed) : script_(script), random_(seed) {}

  std::size_t number(std::size_t least, std::size_t most) {
    return least + random_() % (most - least + 1);
  }
  std::string word() {
    // Words without spaces between them are a little longer than the dictionaries' are.
    const std::size_t size = script_.letters.size() < 36 && script_.space.empty() ? 1
                             : script_.space.empty()                              ? number(2, 3)
                                                                                  : number(4, 8);
    std::string out;
    for (std::size_t i = 0; i < size; ++i)
      out += script_.letters[random_() % script_.letters.size()];
    return out;
  }
  std::string words(std::size_t count) {
    std::string out;
    for (std::size_t i = 0; i < count; ++i) out += (i > 0 ? script_.space : "") + word();
    return out;
  }
  /// With a stop and no space behind it.
  std::string sentence(std::size_t least = 14, std::size_t most = 22) {
    std::string out = words(number(least, most)) + script_.stop;
    // A capital, where there are some.
    if (out[0] >= 'a' && out[0] <= 'z') {
      out[0] = static_cast<char>(out[0] - 32);
    } else if (script_.letters[0] == "\u0430" || script_.letters[0] == "\u03B1") {
      const unsigned point = (static_cast<unsigned char>(out[0]) & 0x1FU) << 6U |
                             (static_cast<unsigned char>(out[1]) & 0x3FU);
      out.replace(0, 2, ::letters(static_cast<char32_t>(point - 32), 1)[0]);
    }
    while (out.back() == ' ') out.pop_back();
    return out;
  }
  std::string gap() const { return script_.stop.back() == ' ' ? " " : ""; }
  std::string paragraph(std::size_t sentences = 3) {
    std::string out;
    for (std::size_t i = 0; i < sentences; ++i) {
      known.push_back(sentence());
      out += (i > 0 ? gap() : "") + known.back();
    }
    return out + '\n';
  }
  const Script& script() const { return script_; }

  std::vector<std::string> known;  // that must stay, once each

 private:
  const Script& script_;
  std::mt19937 random_;
};

/// A document in which `once` must be left once, and all of `stays`.
struct Case {
  std::string text, once;
  std::vector<std::string> stays;
};

std::string joined(const std::vector<std::string>& parts, const std::string& between) {
  std::string out;
  for (const std::string& part : parts) out += (out.empty() ? "" : between) + part;
  return out;
}

std::string times(const std::string& what, std::size_t count, const std::string& between) {
  return joined(std::vector<std::string>(count, what), between);
}

/// The same words in lines of `width` characters.
std::string wrapped(const std::string& all, std::size_t width) {
  std::string out;
  std::size_t used = 0;
  for (std::size_t from = 0; from < all.size();) {
    const std::size_t end = std::min(all.find(' ', from), all.size());
    if (used > 0) {
      const bool fits = used + 1 + text::code_points(all.substr(from, end - from)) <= width;
      out += fits ? ' ' : '\n';
      used = fits ? used + 1 : 0;
    }
    out += all.substr(from, end - from);
    used += text::code_points(all.substr(from, end - from));
    from = end + 1;
  }
  return out + '\n';
}

constexpr std::size_t planted_kinds = 11;

Case plant(std::size_t kind, Writer& write) {
  Case out;
  const std::string before = write.paragraph(), middle = write.paragraph(),
                    after = write.paragraph();
  const std::string said = write.sentence(), gap = write.gap();
  const std::string space = write.script().space;
  switch (kind) {
    case 0:  // a sentence, far away
      out = {before + said + gap + middle + after + said + gap + write.paragraph(), said, {}};
      break;
    case 1:  // a sentence right behind itself
      out = {before + said + gap + said + gap + middle + after, said, {}};
      break;
    case 2:  // a paragraph
      out = {before + said + "\n" + middle + said + "\n" + after, said, {}};
      break;
    case 3: {  // a block with its title, a line between
      const std::string title = write.words(4), text = write.paragraph(2) + write.paragraph(2);
      out = {title + "\n" + text + title + "\n" + write.words(3) + "\n" + text + after, title, {}};
      break;
    }
    case 4:  // a loop of sentences
      out = {before + times(said, 5, gap.empty() ? "" : " ") + gap + after, said, {}};
      break;
    case 5: {  // a loop of phrases
      const std::string phrase = write.words(4);
      out = {before + write.words(6) + space + times(phrase, 6, space) + space + write.words(5) +
                 write.script().stop + "\n" + after,
             phrase,
             {}};
      break;
    }
    case 6: {  // a loop of a word; of one character it may be laughter
      const std::string word = write.words(2);
      out = {before + write.words(6) + write.script().comma +
                 times(word, 14, write.script().comma) + write.script().stop + "\n" + after,
             word,
             {}};
      break;
    }
    case 7:  // a loop of lines
      out = {before + times(said, 6, "\n") + "\n" + after, said, {}};
      break;
    case 8: {  // with a counter
      std::string loop;
      for (int i = 7; i < 14; ++i) loop += std::to_string(i) + ". " + said + " ";
      out = {before + loop + "\n" + after, said, {}};
      break;
    }
    case 9:  // that never ends
      out = {before + write.words(5) + space + times(said, 12, " ") + " " +
                 said.substr(0, said.find(space.empty() ? said.substr(6, 3) : space)),
             said,
             {}};
      break;
    default: {  // wrapped, and wrapped otherwise
      const std::string text = write.paragraph(4);
      const std::string again = write.known.back();
      const std::string all = text.substr(0, text.size() - 1);
      const bool spaced = write.script().space == " ";
      out = {spaced ? wrapped(all, 70) + "\n" + wrapped(before.substr(0, before.size() - 1), 70) +
                          "\n" + wrapped(write.sentence(3, 4) + " " + again, 70)
                    : text + before + again + "\n",
             again,
             {}};
      if (spaced) write.known.clear();  // line ends are inside them
      break;
    }
  }
  out.stays = write.known;
  return out;
}

constexpr std::size_t legal_kinds = 16;

/// A document of which all must stay.
std::string legal(std::size_t kind, Writer& write) {
  const std::string before = write.paragraph(), after = write.paragraph();
  const std::string said = write.sentence(), space = write.script().space;
  const std::string word = write.word(), comma = write.script().comma;
  switch (kind) {
    case 0:  // ha ha ha
      return before + write.words(4) + comma +
             times(word.substr(0, word.size() / 2 / 3 * 3), 3, " ") + "\n" + after;
    case 1:  // no, no, no
      return before + times(word, 3, ", ") + ", " + said + "\n" + after;
    case 2: {  // a chorus
      std::string song;
      const std::string line = write.words(5);
      for (int i = 0; i < 4; ++i)
        song += write.words(5) + "\n" + write.words(6) + "\n" + line + "\n" + line + "\n" + line +
                "\n\n";
      return song;
    }
    case 3:  // a verse whose lines begin alike
      return before + word + space + write.words(5) + "\n" + word + space + write.words(5) + "\n" +
             word + space + write.words(5) + "\n" + after;
    case 4:  // dialogue
      return before + "\"" + said + "\"\n" + write.sentence() + "\n\"" + said + "\"\n" + after;
    case 5:  // a quoted mail
      return before + said + "\n" + after + "> " + said + "\n> " + write.sentence() + "\n";
    case 6:  // steps
      return before + "1. " + said + "\n2. " + write.sentence() + "\n3. " + said + "\n" + after;
    case 7:  // a form
      return before + word + ": ________\n" + word + ": ________\n" + word + ": ________\n" + after;
    case 8:  // laws
      return "§ 1\n" + said + "\n§ 2\n" + write.sentence() + "\n§ 3\n" + said + "\n" + after;
    case 9:  // cells with tabs
      return before + times(times(word, 5, "\t"), 4, "\n") + "\n" + after;
    case 10:  // cells with bars
      return before + times("| " + times(word, 5, " | ") + " |", 4, "\n") + "\n" + after;
    case 11:  // code
      return before + "```\n" + times(said, 3, "\n") + "\n```\n" + after;
    case 12:  // a chant
      return before + times(write.words(3) + "!", 4, " ") + "\n" + after;
    case 13:  // a word twice, a phrase twice
      return before + word + space + word + space + times(write.words(3), 2, comma) +
             write.script().stop + "\n" + after;
    case 14:  // numbers
      return before + times("0", 12, " ") + "\n" + times("0", 12, "\n") + "\n" + after;
    default: {  // short sentences, twice
      const std::string brief = write.sentence(2, 2);
      return before + brief + write.gap() + after + brief + write.gap() + write.paragraph();
    }
  }
}

std::string clean(const std::string& text) {
  static Chain chain({{"dedup", {}, 1}}, Resources{});
  Document document;
  document.assign(text);
  chain.process(document, 0, chain.size());
  return cleaned(document);
}

std::size_t count(const std::string& text, const std::string& part) {
  std::size_t out = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1))
    ++out;
  return out;
}

std::string without_line_ends(std::string text) {
  std::replace(text.begin(), text.end(), '\n', ' ');
  return text;
}

}  // namespace

TEST_CASE("what is planted twice goes once, in every script") {
  std::size_t planted = 0, found = 0, sentences = 0, kept = 0, few_planted = 0, few_found = 0;
  for (const Script& script : scripts()) {
    for (std::size_t kind = 0; kind < planted_kinds; ++kind) {
      std::size_t here = 0;
      for (unsigned seed = 1; seed <= 20; ++seed) {
        Writer write(script, seed * 100 + static_cast<unsigned>(kind));
        const Case one = plant(kind, write);
        const std::string left = clean(one.text);
        ++(has_few_words(script) ? few_planted : planted);
        const bool right = count(without_line_ends(left), one.once) == 1;
        here += right ? 1 : 0;
        if (!right && here + 1 == seed)
          UNSCOPED_INFO(script.name << " kind " << kind << ":\n" << one.text << "left:\n" << left);
        for (const std::string& sentence : one.stays) {
          if (count(one.text, sentence) == 0) continue;
          ++sentences;
          kept += count(left, sentence) > 0 ? 1U : 0U;
        }
      }
      (has_few_words(script) ? few_found : found) += here;
      INFO(script.name << ", kind " << kind);
      if (!has_few_words(script)) CHECK(here >= 19);
    }
  }
  INFO(found << " of " << planted << " found, " << kept << " of " << sentences << " others kept");
  CHECK(static_cast<double>(found) >= 0.995 * static_cast<double>(planted));
  CHECK(static_cast<double>(few_found) >= 0.8 * static_cast<double>(few_planted));
  CHECK(static_cast<double>(kept) >= 0.995 * static_cast<double>(sentences));
}

TEST_CASE("what people repeat on purpose stays, in every script") {
  for (const Script& script : scripts()) {
    for (std::size_t kind = 0; kind < legal_kinds; ++kind) {
      for (unsigned seed = 1; seed <= 5; ++seed) {
        Writer write(script, seed * 100 + static_cast<unsigned>(kind));
        const std::string text = legal(kind, write);
        INFO(script.name << ", kind " << kind);
        CHECK(clean(text) == text);
      }
    }
  }
}
