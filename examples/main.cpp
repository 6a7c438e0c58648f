// The gallery: all examples in one server.
#include "gallery/gallery.h"

int main(int argc, char** argv) { return gallery::Gallery().endpoint().run(argc, argv); }
