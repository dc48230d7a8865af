#include <algorithm>

#include "core/filter.h"
#include "filters/reasons.h"

namespace dechaff {

std::unique_ptr<Filter> make_boilerplate();
std::unique_ptr<Filter> make_dedup();
std::unique_ptr<Filter> make_headings();
std::unique_ptr<Filter> make_captions();
std::unique_ptr<Filter> make_leaks();
std::unique_ptr<Filter> make_mail();
std::unique_ptr<Filter> make_pages();
std::unique_ptr<Filter> make_normalize();
std::unique_ptr<Filter> make_teasers();

const std::vector<FilterInfo>& filters() {
  static const std::vector<FilterInfo> list = {
      {"boilerplate", "drop navigation, bylines, credits, footers",
       "dechaff boilerplate page.txt\ndechaff boilerplate --mode strict --explain page.txt",
       &make_boilerplate, reasons::boilerplate::all},
      {"teasers", "drop what follows the end of the page's own text",
       "dechaff teasers page.txt\ndechaff teasers --list page.txt", &make_teasers,
       reasons::teasers::all},
      {"dedup", "drop repeats, the first one stays",
       "dechaff dedup page.txt\n"
       "dechaff dedup --scope input --match near --format jsonl dump.jsonl.gz\n"
       "dechaff dedup --list page.txt",
       &make_dedup, reasons::dedup::all},
      {"normalize", "mend Unicode form, invisible characters and spaces",
       "dechaff normalize --spaces collapse page.txt\n"
       "dechaff normalize --mojibake --entities page.txt",
       &make_normalize, reasons::normalize::all},
      {"leaks", "drop scripts, style sheets and data in the text",
       "dechaff leaks page.txt\ndechaff leaks --explain page.txt", &make_leaks, reasons::leaks::all,
       true},
      {"pages", "drop the heads, feet and numbers of pages",
       "dechaff pages report.txt\ndechaff pages --explain report.txt", &make_pages,
       reasons::pages::all, true},
      {"captions", "make text of captions: what scrolls once, no tags",
       "dechaff captions talk.vtt\ndechaff captions --no-times talk.srt", &make_captions,
       reasons::captions::all, true},
      {"mail", "drop quoted mails, signatures, list footers",
       "dechaff mail thread.txt\ndechaff mail --no-signatures thread.txt", &make_mail,
       reasons::mail::all, true},
      {"headings",
       "print title and headings",
       "dechaff headings page.txt\ndechaff headings --outline page.txt\n"
       "dechaff headings --chunk --max-words 300 page.txt",
       &make_headings,
       {}},
  };
  return list;
}

const FilterInfo* find_filter(std::string_view name) {
  const auto& list = filters();
  const auto at =
      std::find_if(list.begin(), list.end(), [&](const FilterInfo& f) { return f.name == name; });
  return at == list.end() ? nullptr : &*at;
}

}  // namespace dechaff
