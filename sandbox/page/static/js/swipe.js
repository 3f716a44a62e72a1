// A swipe to the side with a finger or the mouse.

const FAR_PX = 40;
let from = null;

// Handlers for an element: turn(1) after a swipe to the left, turn(-1) after one to the right.
export function swiping(turn) {
  return {
    pointerdown: ({ clientX, clientY }) => (from = { clientX, clientY }),
    pointerup: ({ clientX, clientY }) => {
      if (!from) return;
      const [across, down] = [clientX - from.clientX, clientY - from.clientY];
      from = null;
      if (Math.abs(across) > FAR_PX && Math.abs(across) > Math.abs(down)) turn(across < 0 ? 1 : -1);
    },
    dragstart: (event) => event.preventDefault(),
  };
}
