;; Turns opaque RGBA into planar 4:2:0 (I420), BT.709 in video range, rounded to the nearest level; chroma is the mean of its
;; four pixels. Coefficients are those of ITU-R BT.709 times 2^15; a sum of four pixels is shifted by two bits more. The offset of
;; each kind is its level of nothing (16, 128) and a half. There is one function: a call costs more than the work that is worth naming.
;; i420.wasm is this file assembled: `node dist/tools/assemble-i420.js` after a change. The spec compares them.
(module
  (memory (export "memory") 1)

  ;; $width is even and at least 16, $height is even.
  (func (export "toI420") (param $from i32) (param $to i32) (param $width i32) (param $height i32)
    (local $row i32) (local $last i32) (local $x i32) (local $p i32) (local $u i32) (local $v i32) (local $end i32)
    (local $a v128) (local $b v128) (local $c v128) (local $d v128)
    (local.set $row (i32.shl (local.get $width) (i32.const 2)))
    (local.set $u (i32.add (local.get $to) (i32.mul (local.get $width) (local.get $height))))
    (local.set $end (local.get $u))
    (local.set $v (i32.add (local.get $u) (i32.shr_u (i32.mul (local.get $width) (local.get $height)) (i32.const 2))))
    (loop $pairs
      ;; Luma of two rows, which lie one behind the other: eight pixels a step. The last step goes back so far that it is a whole one.
      (local.set $last (i32.sub (i32.shl (local.get $width) (i32.const 1)) (i32.const 8)))
      (local.set $x (i32.const 0))
      (loop $luma
        (if (i32.gt_s (local.get $x) (local.get $last)) (then (local.set $x (local.get $last))))
        (local.set $p (i32.add (local.get $from) (i32.shl (local.get $x) (i32.const 2))))
        (local.set $b (v128.load (local.get $p)))
        (local.set $d (v128.load offset=16 (local.get $p)))
        ;; Two sums for each pixel: of red and green, of blue and nothing.
        (local.set $a (i32x4.dot_i16x8_s (i16x8.extend_low_i8x16_u (local.get $b)) (v128.const i16x8 5983 20127 2032 0 5983 20127 2032 0)))
        (local.set $b (i32x4.dot_i16x8_s (i16x8.extend_high_i8x16_u (local.get $b)) (v128.const i16x8 5983 20127 2032 0 5983 20127 2032 0)))
        (local.set $c (i32x4.dot_i16x8_s (i16x8.extend_low_i8x16_u (local.get $d)) (v128.const i16x8 5983 20127 2032 0 5983 20127 2032 0)))
        (local.set $d (i32x4.dot_i16x8_s (i16x8.extend_high_i8x16_u (local.get $d)) (v128.const i16x8 5983 20127 2032 0 5983 20127 2032 0)))
        (v128.store64_lane 0 (i32.add (local.get $to) (local.get $x))
          (i8x16.narrow_i16x8_u
            (i16x8.narrow_i32x4_s
              (i32x4.shr_s
                (i32x4.add
                  (i32x4.add
                    (i8x16.shuffle 0 1 2 3 8 9 10 11 16 17 18 19 24 25 26 27 (local.get $a) (local.get $b))
                    (i8x16.shuffle 4 5 6 7 12 13 14 15 20 21 22 23 28 29 30 31 (local.get $a) (local.get $b)))
                  (v128.const i32x4 540672 540672 540672 540672))
                (i32.const 15))
              (i32x4.shr_s
                (i32x4.add
                  (i32x4.add
                    (i8x16.shuffle 0 1 2 3 8 9 10 11 16 17 18 19 24 25 26 27 (local.get $c) (local.get $d))
                    (i8x16.shuffle 4 5 6 7 12 13 14 15 20 21 22 23 28 29 30 31 (local.get $c) (local.get $d)))
                  (v128.const i32x4 540672 540672 540672 540672))
                (i32.const 15)))
            (v128.const i64x2 0 0)))
        (local.set $x (i32.add (local.get $x) (i32.const 8)))
        (br_if $luma (i32.lt_s (local.get $x) (i32.shl (local.get $width) (i32.const 1)))))

      ;; Chroma of the two rows: four blocks of 2 x 2 pixels a step.
      (local.set $last (i32.sub (local.get $width) (i32.const 8)))
      (local.set $x (i32.const 0))
      (loop $chroma
        (if (i32.gt_s (local.get $x) (local.get $last)) (then (local.set $x (local.get $last))))
        (local.set $p (i32.add (local.get $from) (i32.shl (local.get $x) (i32.const 2))))
        ;; Sums of blocks, two to a vector: r g b a r g b a.
        (local.set $c (v128.load (local.get $p)))
        (local.set $d (v128.load (i32.add (local.get $p) (local.get $row))))
        (local.set $a (i16x8.add (i16x8.extend_low_i8x16_u (local.get $c)) (i16x8.extend_low_i8x16_u (local.get $d))))
        (local.set $b (i16x8.add (i16x8.extend_high_i8x16_u (local.get $c)) (i16x8.extend_high_i8x16_u (local.get $d))))
        (local.set $a
          (i16x8.add
            (i8x16.shuffle 0 1 2 3 4 5 6 7 16 17 18 19 20 21 22 23 (local.get $a) (local.get $b))
            (i8x16.shuffle 8 9 10 11 12 13 14 15 24 25 26 27 28 29 30 31 (local.get $a) (local.get $b))))
        (local.set $c (v128.load offset=16 (local.get $p)))
        (local.set $d (v128.load offset=16 (i32.add (local.get $p) (local.get $row))))
        (local.set $b (i16x8.add (i16x8.extend_low_i8x16_u (local.get $c)) (i16x8.extend_low_i8x16_u (local.get $d))))
        (local.set $c (i16x8.add (i16x8.extend_high_i8x16_u (local.get $c)) (i16x8.extend_high_i8x16_u (local.get $d))))
        (local.set $b
          (i16x8.add
            (i8x16.shuffle 0 1 2 3 4 5 6 7 16 17 18 19 20 21 22 23 (local.get $b) (local.get $c))
            (i8x16.shuffle 8 9 10 11 12 13 14 15 24 25 26 27 28 29 30 31 (local.get $b) (local.get $c))))
        (local.set $c (i32x4.dot_i16x8_s (local.get $a) (v128.const i16x8 -3298 -11094 14392 0 -3298 -11094 14392 0)))
        (local.set $d (i32x4.dot_i16x8_s (local.get $b) (v128.const i16x8 -3298 -11094 14392 0 -3298 -11094 14392 0)))
        (v128.store32_lane 0 (i32.add (local.get $u) (i32.shr_u (local.get $x) (i32.const 1)))
          (i8x16.narrow_i16x8_u
            (i16x8.narrow_i32x4_s
              (i32x4.shr_s
                (i32x4.add
                  (i32x4.add
                    (i8x16.shuffle 0 1 2 3 8 9 10 11 16 17 18 19 24 25 26 27 (local.get $c) (local.get $d))
                    (i8x16.shuffle 4 5 6 7 12 13 14 15 20 21 22 23 28 29 30 31 (local.get $c) (local.get $d)))
                  (v128.const i32x4 16842752 16842752 16842752 16842752))
                (i32.const 17))
              (v128.const i64x2 0 0))
            (v128.const i64x2 0 0)))
        (local.set $c (i32x4.dot_i16x8_s (local.get $a) (v128.const i16x8 14392 -13073 -1319 0 14392 -13073 -1319 0)))
        (local.set $d (i32x4.dot_i16x8_s (local.get $b) (v128.const i16x8 14392 -13073 -1319 0 14392 -13073 -1319 0)))
        (v128.store32_lane 0 (i32.add (local.get $v) (i32.shr_u (local.get $x) (i32.const 1)))
          (i8x16.narrow_i16x8_u
            (i16x8.narrow_i32x4_s
              (i32x4.shr_s
                (i32x4.add
                  (i32x4.add
                    (i8x16.shuffle 0 1 2 3 8 9 10 11 16 17 18 19 24 25 26 27 (local.get $c) (local.get $d))
                    (i8x16.shuffle 4 5 6 7 12 13 14 15 20 21 22 23 28 29 30 31 (local.get $c) (local.get $d)))
                  (v128.const i32x4 16842752 16842752 16842752 16842752))
                (i32.const 17))
              (v128.const i64x2 0 0))
            (v128.const i64x2 0 0)))
        (local.set $x (i32.add (local.get $x) (i32.const 8)))
        (br_if $chroma (i32.lt_s (local.get $x) (local.get $width))))

      (local.set $from (i32.add (local.get $from) (i32.shl (local.get $row) (i32.const 1))))
      (local.set $to (i32.add (local.get $to) (i32.shl (local.get $width) (i32.const 1))))
      (local.set $u (i32.add (local.get $u) (i32.shr_u (local.get $width) (i32.const 1))))
      (local.set $v (i32.add (local.get $v) (i32.shr_u (local.get $width) (i32.const 1))))
      (br_if $pairs (i32.lt_u (local.get $to) (local.get $end)))))
)
