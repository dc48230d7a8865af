#include "learn/learn.h"

namespace dechaff::learn {

LearnedSites learn(const PageOptions& pages, const LearnOptions& options, LearnTotals& totals) {
  Learner learner(options);
  totals.homeless = each_page(
      pages, [&](const std::string& host, const Document&, const std::vector<PageLine>& lines) {
        ++totals.pages;
        learner.first_pass(host, lines);
      });
  learner.choose();
  PageOptions again = pages;
  again.report = nullptr;  // told the first time
  each_page(again, [&](const std::string& host, const Document& page,
                       std::vector<PageLine>& lines) { learner.second_pass(host, page, lines); });
  totals.forgotten = learner.forgotten_pages();
  return learner.finish();
}

}  // namespace dechaff::learn
