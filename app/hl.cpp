#include "app/cli/cli.h"
int main(int argc, char **argv) { return handglass::runHeadless(argc, argv); }
