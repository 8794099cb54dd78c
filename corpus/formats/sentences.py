"""What moderators are told of a file; they alone read it, so it is French only."""

READ = ".pdf, .docx, .odt, .html, .md ou .txt, ou une photo (.png, .jpg, .webp, .heic)"

# A file that cannot be read: one sentence, starting with its name.
ABSENT = "{name} : le fichier ne peut pas être ouvert ({reason}) ; vérifiez son chemin."
TOO_LARGE = (
    "{name} : {size} Mo, c'est trop ; la limite est de {limit} Mo, coupez le fichier en plusieurs."
)
TOO_SLOW = (
    "{name} : la lecture a été arrêtée après {seconds} secondes ; coupez le fichier en plusieurs."
)
TOO_HEAVY = (
    "{name} : le fichier demande trop de mémoire ; coupez-le en plusieurs, ou enregistrez-le de "
    "nouveau en PDF."
)
TOO_LONG = "{name} : le texte est trop long pour une source ; coupez le fichier en plusieurs."
UNFOLDS = (
    "{name} : le fichier est compressé de façon anormale et n'a pas été ouvert ; enregistrez-le de "
    "nouveau en PDF, puis renvoyez-le."
)
UNKNOWN = "{name} : ce format n'est pas lu ; envoyez un fichier " + READ + "."
OLD_WORD = "{name} : l'ancien format .doc n'est pas lu ; enregistrez-le en .docx ou en .pdf."
LOCKED = (
    "{name} : le fichier est protégé par un mot de passe ; enregistrez-le sans mot de passe, puis "
    "renvoyez-le."
)
DAMAGED = (
    "{name} : le fichier est abîmé ou incomplet ; ouvrez-le, enregistrez-le de nouveau, puis "
    "renvoyez-le."
)
EMPTY = "{name} : le fichier ne contient pas de texte ; choisissez-en un qui en contient."
NO_OCR = (
    "{name} : c'est l'image d'un texte, et tesseract, qui sait la lire, n'est pas installé ; "
    "installez tesseract-ocr et tesseract-ocr-fra, ou envoyez le texte lui-même."
)
NO_FRENCH = (
    "{name} : tesseract est installé sans le français ; installez tesseract-ocr-fra, ou envoyez le "
    "texte lui-même."
)
TOO_MANY_IMAGES = (
    "{name} : plus de {most} pages sont des images, c'est trop à reconnaître d'un coup ; coupez le "
    "fichier en plusieurs."
)
NO_WORD = (
    "{name} : aucun mot n'a été reconnu sur l'image ; reprenez la photo de plus près, à plat et "
    "bien éclairée."
)
MIXED = "{name} : plusieurs fichiers d'un coup doivent être des photos ; envoyez celui-ci à part."

# What to look at in a file that was read.
OTHER_ENDING = "Le fichier se termine par {ending}, mais son contenu est du {format}."
STATED_AUTHOR = "Auteur tiré des propriétés du fichier, à vérifier : {author}."
STATED_DATE = "Date tirée des propriétés du fichier, à vérifier : {date}."
DISORDER = "Colonnes à vérifier ({pages}) : l'ordre des lignes du fichier n'est pas sûr."
CUT_WORDS = "Mots coupés en fin de ligne, à vérifier : {words}."
UNMAPPED = "Caractères que le fichier ne permet pas de lire ({pages}) : relisez le texte."
WITHOUT_TEXT = "Sans texte ({pages}) : rien n'y a été lu."
NOT_RECOGNISED = (
    "Images non lues ({pages}) : tesseract et son français manquent, ou il y en a trop dans un "
    "seul fichier."
)
RECOGNISED = "Texte reconnu sur image ({pages}) : sûr à {share}\u00a0%, relisez-le."
UNSURE_WORDS = "Mots peu sûrs : {words}."
DELETED = (
    "Le fichier garde des passages supprimés en suivi des modifications : ils ne sont pas lus."
)
REMARKS = "Les commentaires du fichier ne sont pas lus."


def pages(numbers: list[int]) -> str:
    """«page 3», «pages 1, 2 et 5»."""
    if len(numbers) == 1:
        return f"page {numbers[0]}"
    return f"pages {', '.join(map(str, numbers[:-1]))} et {numbers[-1]}"
