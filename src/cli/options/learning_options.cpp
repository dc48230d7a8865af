#include "cli/arguments.h"
#include "cli/option_sets.h"

namespace dechaff::cli {

OptionSet learning_options() {
  using learn::LearnOptions;
  return in_group(
      "Learning",
      {row({"--min-pages"}, "N", "leave sites with fewer pages alone (default 8)",
           at<&Arguments::learning, &LearnOptions::min_pages>, 2, 1000000),
       row({"--min-share"}, "N", "the share of a site's pages that hold a line (default 0.3)",
           at<&Arguments::learning, &LearnOptions::min_share>, 0.01, 1),
       row({"--memory"}, "SIZE",
           "for counting; beyond it sites with few pages are forgotten (default 1GiB)",
           at<&Arguments::learning, &LearnOptions::memory>)});
}

}  // namespace dechaff::cli
