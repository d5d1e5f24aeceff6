/** Names of people who do not exist. */
export const FIRST_NAMES: readonly string[] =
  `Aino Alba Amadou Arvid Astrid Beatriz Berta Carmo Celeste Clemens Deniz Duarte Ebba Eirlys Emil Esme Fausto Felix
  Gesa Hana Hedvig Henning Hugo Ilse Ingrid Iris Joana Jonas Kaito Klara Lasse Levi Lina Lotta Mads Margit Mateus Mei
  Mila Mirela Nestor Nuno Oda Odalys Ole Olivia Pia Ragna Rasmus Reiko Ronan Rosa Ruben Signe Silvio Sora Sunniva Tadeo
  Thore Tova Ulla Uma Veit Viola Willem Xaver Yara Yuki Zeno Ylva Zita`.split(/\s+/);

export const LAST_NAMES: readonly string[] =
  `Abenov Ahlgren Almstead Ashdown Bergqvist Birchall Blomgren Brackenbury Brisling Calloway Dahlbeck Davenant Ekstrand
  Elmqvist Ellerby Falkner Fenn Forsell Gillingham Granlund Guimar Hadleigh Hallworth Hasegawa Heddle Hillesheim
  Holmqvist Ibanez Ingleby Iwamoto Jarnefelt Jessop Kallas Kaneda Karlholm Kestrel Kirkeby Lowther Lundemo Malmsten
  Marsden Mellgren Merrow Mikkola Nordahl Nunes Oakhurst Ogawa Ostberg Otterby Palmgren Pemberley Petrescu Quillfeldt
  Rademaker Ravnsborg Redfern Sakamoto Saltzer Sandhurst Seabright Selander Silveira Sorley Stenmark Strand Tanaka
  Tavares Tillmann Torvald Ueno Ullmark Umber Varga Verhagen Vestby Wakeley Wennberg Westerby Whitlow Yarrow Yoshida
  Zander`.split(/\s+/);
