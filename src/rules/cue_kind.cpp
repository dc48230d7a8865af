#include "rules/cue_kind.h"

namespace dechaff::rules {
namespace {

constexpr std::array table = {
    CueTraits{CueKind::byline, "byline", {"boilerplate.byline", "a byline", Family::origin}},
    CueTraits{CueKind::dateline,
              "dateline",
              {"boilerplate.dateline", "a dateline", Family::origin},
              Trait::by_setting},
    CueTraits{CueKind::date, "date", {"boilerplate.date", "a date line", Family::origin}},
    CueTraits{CueKind::reading_time,
              "reading-time",
              {"boilerplate.reading-time", "a reading time", Family::origin},
              Trait::call_out},
    CueTraits{CueKind::source,
              "source",
              {"boilerplate.source", "a line that names the source", Family::origin},
              Trait::credit | Trait::call_out},
    CueTraits{CueKind::credit,
              "credit",
              {"boilerplate.credit", "a credit", Family::origin},
              Trait::credit},
    CueTraits{CueKind::photo_credit,
              "photo-credit",
              {"boilerplate.photo-credit", "a photo credit", Family::origin},
              Trait::call_out},
    CueTraits{CueKind::related,
              "related",
              {"boilerplate.related", "a pointer to other pages", Family::elsewhere},
              Trait::call_out},
    CueTraits{CueKind::previous_next,
              "previous-next",
              {"boilerplate.previous-next", "links to the previous and the next page",
               Family::navigation}},
    CueTraits{CueKind::tags, "tags", {"boilerplate.tags", "a list of tags", Family::elsewhere}},
    CueTraits{CueKind::share,
              "share",
              {"boilerplate.share", "a share line", Family::social},
              Trait::call_out},
    CueTraits{CueKind::follow,
              "follow",
              {"boilerplate.follow", "a request to follow", Family::social},
              Trait::call_out},
    CueTraits{CueKind::subscribe,
              "subscribe",
              {"boilerplate.subscribe", "a request to subscribe", Family::social},
              Trait::notice | Trait::call_out},
    CueTraits{CueKind::comments,
              "comments",
              {"boilerplate.comments", "a line about comments", Family::social},
              Trait::call_out},
    CueTraits{CueKind::counter,
              "counter",
              {"boilerplate.counter", "a count of views, likes or replies", Family::social},
              Trait::call_out},
    CueTraits{CueKind::copyright,
              "copyright",
              {"boilerplate.copyright", "a copyright line", Family::legal}},
    CueTraits{CueKind::disclaimer,
              "disclaimer",
              {"boilerplate.disclaimer", "a disclaimer", Family::legal}},
    CueTraits{CueKind::cookie,
              "cookie",
              {"boilerplate.cookie", "a cookie notice", Family::legal},
              Trait::notice | Trait::call_out},
    CueTraits{CueKind::navigation,
              "navigation",
              {"boilerplate.navigation", "a line of navigation", Family::navigation},
              Trait::between},
    CueTraits{CueKind::breadcrumb,
              "breadcrumb",
              {"boilerplate.breadcrumb", "the path to this page", Family::navigation}},
    CueTraits{CueKind::pagination,
              "pagination",
              {"boilerplate.pagination", "links to pages by number", Family::navigation}},
    CueTraits{
        CueKind::controls,
        "controls",
        {"boilerplate.controls", "controls of the page", Family::navigation},
        Trait::between | Trait::call_out},  // "[edit]" below a heading, "print" above the text
    CueTraits{CueKind::advertisement,
              "advertisement",
              {"boilerplate.advertisement", "an advertisement", Family::elsewhere},
              Trait::between | Trait::call_out},
    CueTraits{CueKind::app_prompt,
              "app-prompt",
              {"boilerplate.app-prompt", "a request to open or install an app", Family::social},
              Trait::call_out},
    CueTraits{CueKind::end_marker,
              "end-marker",
              {"boilerplate.end-marker", "a mark of the text's end", Family::elsewhere}},
    CueTraits{CueKind::truncated,
              "truncated",
              {"boilerplate.truncated", "a sign that the text was cut", Family::elsewhere}},
    CueTraits{CueKind::mt_artefact,
              "mt-artefact",
              {"boilerplate.mt-artefact", "a trace of machine translation", Family::repair}},
    CueTraits{CueKind::placeholder,
              "placeholder",
              {"boilerplate.placeholder", "text that stands in for text", Family::repair},
              Trait::reported},
    CueTraits{CueKind::assistant,
              "assistant",
              {"boilerplate.assistant", "left behind by a writing assistant", Family::repair},
              Trait::reported},
    CueTraits{CueKind::unfilled,
              "unfilled",
              {"boilerplate.unfilled", "a template that nobody filled in", Family::repair},
              Trait::reported},
};

constexpr bool in_order() {
  for (std::size_t i = 0; i < table.size(); ++i) {
    if (static_cast<std::size_t>(table[i].kind) != i) return false;
  }
  return table.size() == static_cast<std::size_t>(CueKind::unfilled) + 1;
}
static_assert(in_order());

}  // namespace

const CueTraits& traits_of(CueKind kind) { return table[static_cast<std::size_t>(kind)]; }

std::optional<CueKind> kind_named(std::string_view name) {
  for (const CueTraits& traits : table) {
    if (traits.name == name) return traits.kind;
  }
  return std::nullopt;
}

const std::vector<std::string_view>& kinds() {
  static const std::vector<std::string_view> names = [] {
    std::vector<std::string_view> out;
    for (const CueTraits& traits : table) out.push_back(traits.name);
    return out;
  }();
  return names;
}

}  // namespace dechaff::rules
