GOOD = "fire blå heste danser"
