#include "check/detectors.h"

#include <fmt/format.h>

#include "filters/repairs/characters.h"
#include "filters/repairs/entities.h"
#include "filters/repairs/markup.h"
#include "rules/pack_library.h"
#include "text/normalize.h"
#include "text/utf8.h"

namespace dechaff::check {
namespace {

std::size_t first_invalid(std::string_view line) {
  for (std::size_t at = text::skip_ascii(line, 0); at < line.size();) {
    const text::Decoded d = text::decode(line, at);
    if (!d.valid()) return at;
    at += d.bytes;
  }
  return line.size();
}

/// Whether a tag is more than a word in angle brackets, such as `<option>` in a manual: it has
/// attributes, stands alone in HTML, or something in the line is closed.
bool is_left_over(std::string_view line, std::string_view tag) {
  if (tag.find('=') != std::string_view::npos || tag.starts_with("<!")) return true;
  if (line.find("</") != std::string_view::npos || line.find("[/") != std::string_view::npos)
    return true;
  for (const std::string_view alone : {"<br", "<hr", "<p>"}) {
    if (tag.starts_with(alone)) return true;
  }
  return false;
}

}  // namespace

Detectors::Detectors(const Resources& resources) {
  if (resources.packs != nullptr) words_ = repairs::translation_words(*resources.packs);
}

void Detectors::find(std::string_view line, const PathSettings& settings, Of of,
                     std::vector<Fault>& out) {
  const bool ascii = text::is_ascii(line);
  if (!ascii && settings.level("check.invalid-utf8") != Level::off) {
    const std::size_t bad = first_invalid(line);
    if (bad < line.size()) {
      out.push_back({"check.invalid-utf8",
                     {bad, bad + 1},
                     fmt::format("the byte 0x{:02X} is not UTF-8 here",
                                 static_cast<unsigned char>(line[bad])),
                     {}});
      return;  // what else is said of such a line is a guess
    }
  }
  const auto look = [&](std::string_view rule, const char* what, auto find_repairs) {
    if (settings.level(rule) == Level::off) return;
    repairs_.clear();
    find_repairs(line, repairs_);
    if (repairs_.empty()) return;
    out.push_back({rule, repairs_.front().span, what, repairs_});
  };
  const auto with_words = [&](auto find_repairs) {
    return [this, find_repairs](std::string_view text, repairs::Repairs& repairs) {
      find_repairs(text, words_, repairs);
    };
  };
  if (!ascii) {
    look("normalize.mojibake", "text that was decoded with the wrong encoding",
         [&](std::string_view text, repairs::Repairs& repairs) {
           if (!mojibake_) mojibake_ = std::make_unique<repairs::Mojibake>();
           mojibake_->find(text, repairs);
         });
    look("normalize.ligature", "letters drawn as one", repairs::find_ligatures);
    look("normalize.soft-hyphen", "a soft hyphen", repairs::find_soft_hyphens);
  }
  if (!of.markup && line.find('&') != std::string_view::npos)
    look("normalize.entity", "a character reference that was left over", repairs::find_entities);
  if (!of.markup && line.find_first_of("<[") != std::string_view::npos)
    look("normalize.markup", "a tag that was left over",
         [](std::string_view text, repairs::Repairs& repairs) {
           repairs::find_markup(text, repairs);
           std::erase_if(repairs, [&](const repairs::Repair& repair) {
             return !is_left_over(text, text.substr(repair.span.begin, repair.span.size()));
           });
         });
  if (!of.english) return;
  look("normalize.mt-hyphen", "a hyphen that came apart from its word",
       repairs::find_split_hyphens);
  look("normalize.mt-doubled", "a word that stands twice", with_words(repairs::find_doubled_words));
  look("normalize.mt-stray", "a word in the place of a full stop",
       with_words(repairs::find_stray_words));
  look("normalize.mt-glued", "two sentences without a stop between them",
       with_words(repairs::find_glued_sentences));
}

}  // namespace dechaff::check
