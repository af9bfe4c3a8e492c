// A picture from somewhere else, as the browser of whoever looks finds it: nobody there learns on which page it is shown.
export default function webPicture({ parentElement, data }) {
  let tile = parentElement.querySelector(".web-picture")
  if (tile?.dataset.address === data.address) return
  tile?.remove()
  tile = document.createElement("div")
  tile.className = "web-picture"
  tile.dataset.address = data.address
  tile.style.width = data.width
  tile.setAttribute("role", "img")
  tile.setAttribute("aria-label", data.words.picture)
  const image = new Image()
  image.referrerPolicy = "no-referrer"
  image.loading = "lazy"
  image.decoding = "async"
  image.alt = ""
  image.classList.toggle("web-whole", data.whole)
  image.addEventListener("error", () => {
    const none = document.createElement("span")
    none.textContent = data.words.none
    image.replaceWith(none)
    tile.setAttribute("aria-label", `${data.words.picture}: ${data.words.none}`)
  })
  tile.append(image)
  parentElement.append(tile)
  image.src = data.address
}
