// Cleans standard input; on stderr, what went and why.
#include <dechaff.h>

#include <iostream>
#include <iterator>

int main() {
  try {
    const dechaff::Pipeline pipeline;
    const std::string page{std::istreambuf_iterator<char>(std::cin), {}};
    const auto result = pipeline.clean(page);
    for (const auto& decision : result.decisions)
      std::cerr << decision.line << '\t' << decision.reason << '\n';
    std::cout << result.text;
  } catch (const std::exception& error) {
    std::cerr << error.what() << '\n';
    return 2;
  }
}
