"""Index the guidance, or any folder of documents.

python ingest.py                              the library in knowledge/
python ingest.py FOLDER --collection NAME     md, txt, html, pdf, docx or a BEIR corpus.jsonl
"""

from assistant.ingest import main

if __name__ == "__main__":
    main()
