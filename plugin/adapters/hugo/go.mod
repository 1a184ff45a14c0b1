module tearsheet-hugo

go 1.20
