#include "learn/learn.h"

#include <set>
#include <string>

#include "core/error.h"

namespace dechaff::learn {

LearnedSites learn(const PageOptions& pages, const LearnOptions& options, LearnTotals& totals) {
  Learner learner(options);
  std::set<std::string>
      told;  // the first time: only what comes new in the second pass is told then
  const auto report = [&](const Error& error) {
    if (told.insert(message_of(error)).second && pages.report) pages.report(error);
  };
  PageOptions both = pages;
  both.report = report;
  totals.homeless = each_page(
      both, [&](const std::string& host, const Document&, const std::vector<PageLine>& lines) {
        ++totals.pages;
        learner.first_pass(host, lines);
      });
  learner.choose();
  each_page(both, [&](const std::string& host, const Document& page, std::vector<PageLine>& lines) {
    learner.second_pass(host, page, lines);
  });
  totals.forgotten = learner.forgotten_pages();
  return learner.finish();
}

}  // namespace dechaff::learn
